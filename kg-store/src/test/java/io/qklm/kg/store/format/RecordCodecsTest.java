package io.qklm.kg.store.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.Relation;
import io.qklm.kg.store.build.StagedEntityCodec;
import io.qklm.kg.store.build.StagedFactCodec;
import io.qklm.kg.store.format.TextRecordCodec.TextRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The bytes on disk, and that every value comes back. */
class RecordCodecsTest {

  private static String hex(byte[] bytes) {
    return HexFormat.ofDelimiter(" ").formatHex(bytes);
  }

  @Test
  void entityRecordHasThisLayout() {
    byte[] value =
        new EntityRecordCodec(3)
            .encode(new EntityId("Q64"), EntityKind.LOC, 0.5f, new byte[] {1, (byte) 200, 3});
    assertThat(hex(value)).isEqualTo("01 03 00 3f 00 00 00 01 c8 03 51 36 34");
    assertThat(hex(Family.ordinalKey(0x01020304))).isEqualTo("01 02 03 04");
    assertThat(new EntityRecordCodec(3).decodeId(value)).isEqualTo(new EntityId("Q64"));
  }

  @Test
  void idRecordHasThisLayout() {
    assertThat(hex(IdRecordCodec.encode(258))).isEqualTo("01 00 00 01 02");
    assertThat(hex(IdRecordCodec.key(new EntityId("Q\u00e9")))).isEqualTo("51 c3 a9");
    assertThat(IdRecordCodec.decode(IdRecordCodec.encode(258))).isEqualTo(258);
  }

  @Test
  void textRecordHasThisLayout() {
    assertThat(hex(TextRecordCodec.key(258, "en"))).isEqualTo("00 00 01 02 65 6e");
    assertThat(
            hex(
                TextRecordCodec.encode(
                    new TextRecord(Optional.of("Bo"), List.of("B", "O"), Optional.of("x")))))
        .isEqualTo("01 03 02 42 6f 02 01 42 01 4f 01 78");
    assertThat(
            hex(
                TextRecordCodec.encode(
                    new TextRecord(Optional.empty(), List.of(), Optional.empty()))))
        .isEqualTo("01 00 00");
  }

  @Test
  void typesHaveThisLayout() {
    assertThat(hex(TypesCodec.encode(List.of("City", "P"))))
        .isEqualTo("01 02 04 43 69 74 79 01 50");
  }

  @Test
  void factListHasThisLayout() {
    byte[] value =
        FactListCodec.encode(
            List.of(
                new StoredFact(300, new StoredFact.Target.Ordinal(5)),
                value(new FactObject.OfEntity(new EntityId("Q9"))),
                value(new FactObject.Text("hi", Optional.of("en"))),
                value(new FactObject.Quantity(new BigDecimal("-1.5"), Optional.of("m"))),
                value(new FactObject.Time(-44, 3, 15, 11)),
                value(new FactObject.Coordinate(1, -2))));
    assertThat(hex(value))
        .isEqualTo(
            "01 06"
                + " ac 02 01 05"
                + " 07 02 02 51 39"
                + " 07 03 02 68 69 02 65 6e"
                + " 07 04 02 01 f1 01 6d"
                + " 07 05 57 03 0f 0b"
                + " 07 06 3f f0 00 00 00 00 00 00 c0 00 00 00 00 00 00 00");
  }

  private static StoredFact value(FactObject object) {
    return new StoredFact(7, new StoredFact.Target.Value(object));
  }

  @Test
  void factsInKeyHasThisLayout() {
    assertThat(hex(new FactsInKey(1, 2, 3).encode()))
        .isEqualTo("00 00 00 01 00 00 00 02 00 00 00 03");
  }

  @Test
  void relationRecordHasThisLayout() {
    assertThat(
            hex(
                RelationRecordCodec.encode(
                    new Relation("P1", Map.of("zh", "a", "en", "b"), Optional.of("P2")))))
        .isEqualTo("01 02 50 31 02 02 65 6e 01 62 02 7a 68 01 61 02 50 32");
  }

  @Test
  void stagedKeysSortById() {
    byte[] first = StagedEntityCodec.key(new EntityId("Q1"), 1);
    assertThat(hex(first)).isEqualTo("51 31 00 00 00 00 00 00 00 00 01");
    assertThat(Arrays.compareUnsigned(first, StagedEntityCodec.key(new EntityId("Q1"), 2)))
        .isNegative();
    assertThat(Arrays.compareUnsigned(first, StagedEntityCodec.key(new EntityId("Q12"), 0)))
        .isNegative();
    assertThat(StagedEntityCodec.id(first)).isEqualTo(new EntityId("Q1"));
  }

  @Test
  void refusesOtherVersionsAndCutRecords() {
    byte[] types = TypesCodec.encode(List.of("City"));
    types[0] = 2;
    assertThatThrownBy(() -> TypesCodec.decode(types))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a types record of version 2; this build reads version 1");
    byte[] cut = Arrays.copyOf(TypesCodec.encode(List.of("City")), 5);
    assertThatThrownBy(() -> TypesCodec.decode(cut)).isInstanceOf(IllegalStateException.class);
  }

  @Property(tries = 300)
  void numbersComeBack(@ForAll long number, @ForAll int small, @ForAll double real) {
    byte[] bytes =
        new ByteWriter().varint(number).zigzag(number).u32(small).u64(number).f64(real).toBytes();
    ByteReader in = new ByteReader(bytes);
    assertThat(in.varint()).isEqualTo(number);
    assertThat(in.zigzag()).isEqualTo(number);
    assertThat(in.u32()).isEqualTo(small);
    assertThat(in.u64()).isEqualTo(number);
    assertThat(in.f64()).isEqualTo(real);
    assertThat(in.remaining()).isZero();
  }

  @Property(tries = 300)
  void textsComeBack(@ForAll("texts") TextRecord text) {
    assertThat(TextRecordCodec.decode(TextRecordCodec.encode(text))).isEqualTo(text);
  }

  @Property(tries = 300)
  void factsComeBack(@ForAll("facts") List<StoredFact> facts) {
    assertThat(FactListCodec.decode(FactListCodec.encode(facts))).isEqualTo(facts);
  }

  @Property(tries = 300)
  void stagedFactsComeBack(@ForAll("objects") FactObject object, @ForAll("words") String relation) {
    Fact fact = new Fact(new EntityId("Q1"), relation, object);
    assertThat(StagedFactCodec.decode(StagedFactCodec.key(fact))).isEqualTo(fact);
  }

  @Property(tries = 200)
  void stagedEntitiesComeBack(
      @ForAll("byLanguage") Map<String, String> labels,
      @ForAll("byLanguage") Map<String, String> descriptions,
      @ForAll("words") String alias) {
    Entity entity =
        new Entity(
            new EntityId("Q1"),
            labels,
            Map.of("en", List.of(alias, "second")),
            descriptions,
            List.of("City"),
            EntityKind.MISC,
            0.25f);
    assertThat(StagedEntityCodec.decode(entity.id(), StagedEntityCodec.encode(entity)))
        .isEqualTo(entity);
  }

  @Property(tries = 200)
  void relationsComeBack(
      @ForAll("words") String id, @ForAll("byLanguage") Map<String, String> labels) {
    Relation relation = new Relation(id, labels, Optional.of(id));
    assertThat(RelationRecordCodec.decode(RelationRecordCodec.encode(relation)))
        .isEqualTo(relation);
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings()
        .withChars("aZ09-é柏ß ")
        .withChars('\u0301', '\u200d')
        .ofMinLength(1)
        .ofMaxLength(40)
        .map(text -> "w" + text);
  }

  @Provide
  Arbitrary<Map<String, String>> byLanguage() {
    return Arbitraries.maps(Arbitraries.of("en", "zh", "de", "pt-BR"), words()).ofMinSize(1);
  }

  @Provide
  Arbitrary<TextRecord> texts() {
    return Combinators.combine(words().optional(), words().list().ofMaxSize(20), words().optional())
        .as(TextRecord::new);
  }

  @Provide
  Arbitrary<FactObject> objects() {
    Arbitrary<FactObject> quantities =
        Combinators.combine(
                Arbitraries.bigIntegers()
                    .between(BigInteger.TEN.pow(40).negate(), BigInteger.TEN.pow(40)),
                Arbitraries.integers().between(-40, 40),
                words().optional())
            .as((n, scale, unit) -> new FactObject.Quantity(new BigDecimal(n, scale), unit));
    Arbitrary<FactObject> times =
        Combinators.combine(
                Arbitraries.integers(),
                Arbitraries.integers().between(1, 12),
                Arbitraries.integers().between(1, 31),
                Arbitraries.integers().between(0, 14))
            .as(FactObject.Time::new);
    Arbitrary<FactObject> places =
        Combinators.combine(
                Arbitraries.doubles().between(-90, 90), Arbitraries.doubles().between(-180, 180))
            .as(FactObject.Coordinate::new);
    Arbitrary<FactObject> texts =
        Combinators.combine(words(), words().optional()).as(FactObject.Text::new);
    Arbitrary<FactObject> ids =
        Arbitraries.of("Q1", "dbr:Zürich", "x")
            .map(id -> new FactObject.OfEntity(new EntityId(id)));
    return Arbitraries.oneOf(quantities, times, places, texts, ids);
  }

  @Provide
  Arbitrary<List<StoredFact>> facts() {
    Arbitrary<StoredFact.Target> targets =
        Arbitraries.oneOf(
            Arbitraries.integers().greaterOrEqual(0).map(StoredFact.Target.Ordinal::new),
            objects().map(StoredFact.Target.Value::new));
    return Combinators.combine(Arbitraries.integers().between(0, 100_000), targets)
        .as(StoredFact::new)
        .list()
        .ofMaxSize(30);
  }
}
