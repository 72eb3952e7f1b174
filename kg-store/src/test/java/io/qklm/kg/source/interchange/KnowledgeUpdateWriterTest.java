package io.qklm.kg.source.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.SurfaceForm;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class KnowledgeUpdateWriterTest {

  private static final EntityId ID = new EntityId("Q64");

  private static KnowledgeUpdate.Upsert with(FactObject... objects) {
    return new KnowledgeUpdate.Upsert(
        new Entity(
            ID,
            Map.of("en", "Berlin", "zh", "柏林"),
            Map.of("en", List.of("Spree-\"Athens\"", "B")),
            Map.of("en", "capital\nof Germany"),
            List.of("Q515", "Q5119"),
            EntityKind.LOC,
            0.9f),
        List.of(objects).stream().map(object -> new Fact(ID, "P1", object)).toList(),
        List.of(new SurfaceForm("Berlin, Germany", ID, 0.25, "anchors")));
  }

  private static void comesBack(KnowledgeUpdate.Upsert update) {
    assertThat(KnowledgeUpdateReader.readRecord("Q64", KnowledgeUpdateWriter.record(update)))
        .isEqualTo(update);
  }

  @Test
  void writesWhatIsRead() {
    comesBack(
        with(
            new FactObject.OfEntity(new EntityId("Q183")),
            new FactObject.Text("Be\tBerlin", Optional.of("en")),
            new FactObject.Text("Be", Optional.empty()),
            new FactObject.Quantity(new BigDecimal("1E+300"), Optional.of("Q712226")),
            new FactObject.Quantity(new BigDecimal("-891.70"), Optional.empty()),
            new FactObject.Coordinate(52.516, -13.383)));
  }

  @Property(tries = 200)
  void writesTimesOfAnyPrecision(
      @ForAll @IntRange(min = -20_000, max = 20_000) int year,
      @ForAll @IntRange(min = 1, max = 12) int month,
      @ForAll @IntRange(min = 1, max = 31) int day,
      @ForAll @IntRange(max = 14) int precision) {
    comesBack(with(new FactObject.Time(year, month, day, precision)));
  }

  @Property(tries = 200)
  void writesNumbers(@ForAll @BigRange(min = "-1e30", max = "1e30") @Scale(12) BigDecimal number) {
    comesBack(with(new FactObject.Quantity(number, Optional.empty())));
  }
}
