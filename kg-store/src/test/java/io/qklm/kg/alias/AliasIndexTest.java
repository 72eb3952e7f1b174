package io.qklm.kg.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.text.AlignedText;
import io.qklm.text.Span;
import io.qklm.text.SurfaceNormalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AliasIndexTest {

  @TempDir Path folder;

  /** Each surface gets one candidate, numbered in the order given. */
  private static AliasIndex index(Path folder, String... surfaces) throws IOException {
    SurfaceNormalizer normalizer = new SurfaceNormalizer();
    Map<BytesRef, Integer> keys = new TreeMap<>();
    for (int i = 0; i < surfaces.length; i++) {
      keys.put(new BytesRef(normalizer.key(surfaces[i])), i);
    }
    try (AliasIndexWriter writer = new AliasIndexWriter(folder)) {
      for (Map.Entry<BytesRef, Integer> key : keys.entrySet()) {
        writer.add(key.getKey().utf8ToString(), List.of(new Candidate(key.getValue(), 1)));
      }
      writer.finish();
    }
    return AliasIndex.open(folder);
  }

  private static List<String> slices(AliasIndex index, String text) {
    return index.scan(text).stream().map(match -> match.span().in(text)).toList();
  }

  @Test
  void findsOverlappingFormsLongestFirst() throws IOException {
    try (AliasIndex index = index(folder, "New York", "York", "New York City", "City")) {
      assertThat(slices(index, "in new-york  CITY, not Yorkshire"))
          .containsExactly("new-york  CITY", "new-york", "york  CITY".substring(0, 4), "CITY");
      assertThat(index.surfaces()).isEqualTo(4);
    }
  }

  @Test
  void mapsBackToWholeClusters() throws IOException {
    try (AliasIndex index = index(folder, "U.S.", "Łódź", "中国", "C++", "I ❤ NY", "Germany")) {
      assertThat(slices(index, "The U.S. and us, the US; Lo\u0301dz\u0301, 在中国人, C++. I ❤️ NY"))
          .containsExactly("U.S.", "US", "Lo\u0301dz\u0301", "中国", "C++", "I ❤️ NY");
      assertThat(slices(index, "Germany's")).containsExactly("Germany");
    }
  }

  @Test
  void keepsOrdinaryWordsForExactLookup() throws IOException {
    try (AliasIndex index = index(folder, "It", "WHO", "1984", "X", "The Who", "May")) {
      assertThat(slices(index, "It may be x in 1984, who knows: the who")).isEmpty();
      assertThat(slices(index, "The WHO heard The Who"))
          .containsExactly("The WHO", "WHO", "The Who");
      assertThat(index.candidates("it", 5)).containsExactly(new Candidate(0, 1));
      assertThat(index.candidates("1984", 5)).containsExactly(new Candidate(2, 1));
    }
  }

  @Test
  void offersEightFromOnePlaceAtMost() throws IOException {
    String[] surfaces = new String[12];
    String surface = "";
    for (int i = 0; i < 12; i++) {
      surface = (surface + " word" + i).strip();
      surfaces[i] = surface;
    }
    try (AliasIndex index = index(folder, surfaces)) {
      List<String> found = slices(index, surface);
      assertThat(found).hasSize(AliasIndex.MAX_MATCHES_PER_START);
      assertThat(found.get(0)).isEqualTo(surface);
      assertThat(found.get(7)).isEqualTo(surfaces[4]);
      assertThat(index.scan((surfaces[0] + " ").repeat(200_000))).hasSize(AliasIndex.MAX_MATCHES);
    }
  }

  @Test
  void givesCandidatesBestFirst() throws IOException {
    try (AliasIndexWriter writer = new AliasIndexWriter(folder)) {
      writer.add(
          "berlin",
          List.of(new Candidate(9, 0.1f), new Candidate(300, 0.7f), new Candidate(2, 0.1f)));
      writer.add("paris", List.of(new Candidate(5, 0.25f)));
      writer.finish();
    }
    try (AliasIndex index = AliasIndex.open(folder)) {
      assertThat(index.candidates("BERLIN!", 9))
          .containsExactly(
              new Candidate(300, 0.7f), new Candidate(2, 0.1f), new Candidate(9, 0.1f));
      assertThat(index.candidates("Berlin", 1)).containsExactly(new Candidate(300, 0.7f));
      assertThat(index.candidates("Berlin", 0)).isEmpty();
      assertThat(index.candidates("Berli", 3)).isEmpty();
      assertThat(index.candidates("...", 3)).isEmpty();
      SurfaceMatch match = index.scan("to Paris").get(0);
      assertThat(match.span()).isEqualTo(new Span(3, 8));
      assertThat(index.candidates(match, 3)).containsExactly(new Candidate(5, 0.25f));
      assertThatThrownBy(() -> index.candidates(new SurfaceMatch(new Span(0, 1), 1 << 20), 3))
          .hasMessage("alias 1048576 is of another index");
      assertThatThrownBy(() -> index.candidates("x", -1))
          .hasMessage("a limit is at least 0, got -1");
    }
  }

  @Test
  void anIndexWithoutKeysKnowsNothing() throws IOException {
    try (AliasIndex index = index(folder)) {
      assertThat(index.scan("Berlin")).isEmpty();
      assertThat(index.candidates("Berlin", 3)).isEmpty();
      assertThat(index.surfaces()).isZero();
    }
  }

  @Test
  void writesTheDocumentedBytes() throws IOException {
    try (AliasIndexWriter writer = new AliasIndexWriter(folder)) {
      writer.add("a", List.of(new Candidate(1, 0.5f)));
      writer.add("bc", List.of(new Candidate(300, 0.25f), new Candidate(0, 0.5f)));
      writer.finish();
    }
    String postings =
        packed(
            "3fd76c17 11" + ascii("QklmAliasPostings") + "00000001", // header
            "01  01 0000003f", // a
            "02  00 0000003f  ac02 0000803e", // bc
            "c02893e8 00000000");
    assertThat(hex(AliasFiles.POSTINGS)).isEqualTo(postings + crc(postings));
    // Nodes are read backwards. Pointers: 26 * 4 + 1 for a single letter, and 32 * 4 + 0.
    String fst =
        packed(
            "3fd76c17 0c" + ascii("QklmAliasFst") + "00000001", // header
            "00 63 0f", // pad, c
            "0180 62 16", // b, pointer 128
            "69 61 19", // a, pointer 105
            "3fd76c17 03" + ascii("FST") + "00000009", // Lucene's metadata
            "00 00 09 0a", // no empty key, bytes, first node, length
            "1f00000000000000", // metadata at 31
            "0200000000000000", // keys
            reversed(crc(postings)),
            "c02893e8 00000000");
    assertThat(hex(AliasFiles.FST)).isEqualTo(fst + crc(fst));
  }

  private static String packed(String... lines) {
    return String.join("", lines).replace(" ", "");
  }

  /** CRC-32 as the footer has it: eight bytes, big-endian. */
  private static String crc(String hex) {
    CRC32 crc = new CRC32();
    crc.update(HexFormat.of().parseHex(hex));
    return String.format("%016x", crc.getValue());
  }

  private static String reversed(String hex) {
    long value = Long.parseUnsignedLong(hex, 16);
    return String.format("%016x", Long.reverseBytes(value));
  }

  private String hex(String file) throws IOException {
    return HexFormat.of().formatHex(Files.readAllBytes(folder.resolve(file)));
  }

  private static String ascii(String text) {
    return HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  @Test
  void writerRefusesWithSentences() throws IOException {
    List<Candidate> one = List.of(new Candidate(1, 1));
    try (AliasIndexWriter writer = new AliasIndexWriter(folder)) {
      writer.add("b", one);
      assertThatThrownBy(() -> writer.add("a", one))
          .hasMessage(
              "alias key 'a' came after 'b'; keys must ascend by their UTF-8 bytes and none may"
                  + " come twice");
      assertThatThrownBy(() -> writer.add("b", one)).hasMessageContaining("came after 'b'");
      assertThatThrownBy(() -> writer.add("", one))
          .hasMessage("an alias key has 1 to 512 UTF-8 bytes, got 0; leave it out");
      assertThatThrownBy(() -> writer.add("中".repeat(171), one)).hasMessageContaining("got 513");
      assertThatThrownBy(
              () -> writer.add("c", List.of(new Candidate(1, 0.75f), new Candidate(2, 0.5f))))
          .hasMessageStartingWith("alias key 'c' has 2 candidates whose priors add up to 1.25;");
      assertThatThrownBy(() -> writer.add("c", List.of())).hasMessageContaining("has 0 candidates");
      assertThatThrownBy(
              () -> writer.add("c", List.of(new Candidate(7, 0.1f), new Candidate(7, 0.2f))))
          .hasMessage("alias key 'c' names entity 7 twice");
      // UTF-8 order, not that of Java strings.
      writer.add("\uFFFD", one);
      writer.add("😀", one);
      writer.finish();
      assertThatThrownBy(() -> writer.add("😁", one)).isInstanceOf(IllegalStateException.class);
    }
    try (AliasIndex index = AliasIndex.open(folder)) {
      assertThat(index.surfaces()).isEqualTo(3);
      assertThat(index.candidates("😀", 1)).hasSize(1);
    }
    assertThatThrownBy(() -> new Candidate(-1, 0)).hasMessageContaining("at least 0, got -1");
    assertThatThrownBy(() -> new Candidate(3, 1.5f))
        .hasMessage("the prior of entity 3 is 1.5; 0 to 1 is allowed");
  }

  @Test
  void anUnfinishedIndexLeavesNothingBehind() throws IOException {
    try (AliasIndexWriter writer = new AliasIndexWriter(folder)) {
      writer.add("a", List.of(new Candidate(1, 1)));
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesDamagedMissingAndMixedFiles() throws IOException {
    index(folder.resolve("one"), "Berlin").close();
    index(folder.resolve("two"), "Berlin", "Paris").close();
    for (String file : List.of(AliasFiles.FST, AliasFiles.POSTINGS)) {
      Path damaged = Files.createDirectory(folder.resolve("damaged-" + file));
      for (String copied : List.of(AliasFiles.FST, AliasFiles.POSTINGS)) {
        Files.copy(folder.resolve("one").resolve(copied), damaged.resolve(copied));
      }
      byte[] bytes = Files.readAllBytes(damaged.resolve(file));
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] ^= 4;
        Files.write(damaged.resolve(file), bytes);
        bytes[at] ^= 4;
        assertThatThrownBy(() -> AliasIndex.open(damaged))
            .isInstanceOf(IOException.class)
            .hasMessageStartingWith(file + " in " + damaged + " is missing, damaged");
      }
      Files.write(damaged.resolve(file), java.util.Arrays.copyOf(bytes, 5));
      assertThatThrownBy(() -> AliasIndex.open(damaged)).hasMessageStartingWith(file);
      Files.delete(damaged.resolve(file));
      assertThatThrownBy(() -> AliasIndex.open(damaged)).hasMessageStartingWith(file);
    }
    Files.copy(
        folder.resolve("one").resolve(AliasFiles.POSTINGS),
        folder.resolve("two").resolve(AliasFiles.POSTINGS),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> AliasIndex.open(folder.resolve("two")))
        .hasMessageContaining("were not written together");
    assertThatThrownBy(() -> AliasIndex.open(folder.resolve("none")))
        .hasMessageContaining("is no folder");
    assertThat(folder.resolve("none")).doesNotExist();
    assertThatThrownBy(() -> new AliasIndexWriter(folder.resolve("one")))
        .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
    AliasIndex.open(folder.resolve("one")).close();
  }

  @Test
  void refusesToReadOnceClosed() throws IOException {
    AliasIndex index = index(folder, "Berlin");
    index.close();
    index.close();
    assertThatThrownBy(() -> index.scan("Berlin"))
        .hasMessage("this alias index is closed; take a lease on the snapshot");
  }

  @Property(tries = 150)
  void agreesWithTryingEverySpan(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<String> words = List.of("aa", "ab", "ba", "é", "東", "京", "😀", "b-", "aab");
    String[] surfaces = new String[12];
    for (int i = 0; i < surfaces.length; i++) {
      surfaces[i] = phrase(random, words, 1 + random.nextInt(3));
    }
    String text = phrase(random, words, 12);
    Path at = Files.createTempDirectory("aliases");
    try (AliasIndex index = index(at, surfaces)) {
      AlignedText aligned = new SurfaceNormalizer().normalize(text);
      String normalised = aligned.text();
      List<Span> expected = new ArrayList<>();
      for (int start = 0; start < normalised.length(); start++) {
        for (int end = normalised.length(); end > start; end--) {
          String part = normalised.substring(start, end);
          if (aligned.boundary(start)
              && aligned.boundary(end)
              && part.equals(part.strip())
              && !index.candidates(part, 1).isEmpty()
              && ScanRule.of(part).admits(aligned.original(new Span(start, end)).in(text))) {
            expected.add(aligned.original(new Span(start, end)));
          }
        }
      }
      List<SurfaceMatch> found = index.scan(text);
      assertThat(found.stream().map(SurfaceMatch::span).toList()).isEqualTo(expected);
      for (SurfaceMatch match : found) {
        assertThat(index.candidates(match, 3))
            .isNotEmpty()
            .isEqualTo(index.candidates(match.span().in(text), 3));
      }
    } finally {
      Files.delete(at.resolve(AliasFiles.FST));
      Files.delete(at.resolve(AliasFiles.POSTINGS));
      Files.delete(at);
    }
  }

  private static String phrase(Random random, List<String> words, int length) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < length; i++) {
      out.append(words.get(random.nextInt(words.size())));
      out.append(random.nextInt(3) == 0 ? "" : random.nextBoolean() ? " " : ", ");
    }
    return out.toString().strip();
  }

  @Test
  void manyThreadsReadAlike() throws Exception {
    try (AliasIndex index = index(folder, "New York", "York", "City", "Łódź", "中国")) {
      String text = "New York City, Łódź and 中国 ".repeat(200);
      List<SurfaceMatch> expected = index.scan(text);
      ExecutorService pool = Executors.newFixedThreadPool(4);
      try {
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
          all.add(
              pool.submit(
                  () ->
                      index.scan(text).equals(expected)
                          && expected.stream().allMatch(m -> index.candidates(m, 2).size() == 1)));
        }
        for (Future<Boolean> one : all) {
          assertThat(one.get()).isTrue();
        }
      } finally {
        pool.shutdownNow();
      }
    }
  }
}
