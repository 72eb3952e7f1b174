package io.qklm.kg.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AliasDeltaTest {

  private static BitSet bits(int... ordinals) {
    BitSet bits = new BitSet();
    Arrays.stream(ordinals).forEach(bits::set);
    return bits;
  }

  @Test
  void writesTheseBytes(@TempDir Path folder) throws IOException {
    new SupersededEntities(3, bits(1, 258)).write(folder);
    byte[] bytes = Files.readAllBytes(folder.resolve("superseded.bin"));
    assertThat(HexFormat.of().formatHex(bytes, 0, bytes.length - 4))
        .isEqualTo("51415331" + "0000000000000003" + "00000002" + "00000001" + "00000102");
    assertThat(SupersededEntities.read(folder)).isEqualTo(new SupersededEntities(3, bits(1, 258)));
    bytes[15] ^= 1;
    Files.write(folder.resolve("superseded.bin"), bytes);
    assertThatThrownBy(() -> SupersededEntities.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("superseded.bin is cut or damaged");
  }

  /** Names "n0" to "n7" and entities 0 to 7; each layer says which entities bear which names. */
  @Property(tries = 60)
  void aChainOfSegmentsAnswersAsOneIndex(
      @ForAll @Size(min = 1, max = 4)
          List<@Size(min = 1, max = 6) List<@IntRange(max = 63) Integer>> layers)
      throws IOException {
    Path folder = Files.createTempDirectory("alias-delta");
    Map<Integer, TreeMap<String, Boolean>> namesOf = new TreeMap<>();
    List<Path> deltas = new ArrayList<>();
    try (AliasIndexWriter base = new AliasIndexWriter(folder)) {
      base.add("n0", List.of(new Candidate(0, 0.1f), new Candidate(1, 0.1f)));
      base.finish();
    }
    namesOf.put(0, new TreeMap<>(Map.of("n0", true)));
    namesOf.put(1, new TreeMap<>(Map.of("n0", true)));
    for (List<Integer> layer : layers) {
      BitSet touched = new BitSet();
      layer.forEach(pair -> touched.set(pair / 8));
      touched.stream().forEach(namesOf::remove);
      TreeMap<String, Boolean> keys = new TreeMap<>();
      for (int pair : layer) {
        // An entity that bears the name n7 is retired.
        if (pair % 8 != 7) {
          namesOf.computeIfAbsent(pair / 8, e -> new TreeMap<>()).put("n" + pair % 8, true);
          keys.put("n" + pair % 8, true);
        }
      }
      Path delta = folder.resolve("delta-" + deltas.size());
      try (AliasDeltaWriter writer = new AliasDeltaWriter(delta, touched)) {
        for (String key : keys.keySet()) {
          writer.add(key, bearers(namesOf, key), false);
        }
        writer.finish();
      }
      deltas.add(delta);
    }
    try (AliasIndex index = AliasIndex.open(folder, deltas, true)) {
      String text = "n0 n1 n2 n3 n4 n5 n6 n7";
      List<String> found =
          index.scan(text).stream()
              .peek(match -> assertThat(index.candidates(match, 9)).isNotEmpty())
              .map(match -> match.span().in(text))
              .toList();
      assertThat(found)
          .containsExactlyElementsOf(
              Arrays.stream(text.split(" "))
                  .filter(name -> !bearers(namesOf, name).isEmpty())
                  .collect(Collectors.toList()));
      for (String name : text.split(" ")) {
        assertThat(index.candidates(name, 9))
            .containsExactlyInAnyOrderElementsOf(bearers(namesOf, name));
      }
    }
    org.apache.lucene.util.IOUtils.rm(folder);
  }

  private static List<Candidate> bearers(
      Map<Integer, TreeMap<String, Boolean>> namesOf, String name) {
    return namesOf.entrySet().stream()
        .filter(entry -> entry.getValue().containsKey(name))
        .map(entry -> new Candidate(entry.getKey(), 0.1f))
        .toList();
  }

  @Test
  void findsNamesThatOnlyTheDeltaHas(@TempDir Path folder) throws IOException {
    try (AliasIndexWriter base = new AliasIndexWriter(folder)) {
      base.finish();
    }
    Path delta = folder.resolve("delta");
    try (AliasDeltaWriter writer = new AliasDeltaWriter(delta, new BitSet())) {
      writer.add("柏林", List.of(new Candidate(0, 1)), true);
      writer.finish();
    }
    try (AliasIndex index = AliasIndex.open(folder, List.of(delta), true)) {
      assertThat(index.surfaces()).isEqualTo(1);
      assertThat(index.scan("在柏林").get(0).span().in("在柏林")).isEqualTo("柏林");
    }
  }
}
