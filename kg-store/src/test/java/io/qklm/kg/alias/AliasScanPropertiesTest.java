package io.qklm.kg.alias;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.BreakIterator;
import io.qklm.text.SurfaceNormalizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.apache.lucene.util.BytesRef;

/** What a scan offers, over names and texts of any characters. */
class AliasScanPropertiesTest {

  private static final SurfaceNormalizer NORMALIZER = new SurfaceNormalizer();

  /** Reads an index of these forms; each distinct key is a candidate of its own. */
  private interface Reading {
    void of(AliasIndex index, Map<String, Integer> ordinals) throws IOException;
  }

  private static void indexing(List<String> surfaces, Reading reading) throws IOException {
    TreeMap<BytesRef, Integer> keys = new TreeMap<>();
    for (String surface : surfaces) {
      String key = NORMALIZER.key(surface);
      if (AliasIndexWriter.accepts(key)) {
        keys.putIfAbsent(new BytesRef(key), keys.size());
      }
    }
    Map<String, Integer> ordinals = new HashMap<>();
    Path folder = Files.createTempDirectory("aliases");
    try {
      try (AliasIndexWriter writer = new AliasIndexWriter(folder)) {
        for (Map.Entry<BytesRef, Integer> key : keys.entrySet()) {
          ordinals.put(key.getKey().utf8ToString(), key.getValue());
          writer.add(key.getKey().utf8ToString(), List.of(new Candidate(key.getValue(), 1)));
        }
        writer.finish();
      }
      try (AliasIndex index = AliasIndex.open(folder)) {
        reading.of(index, ordinals);
      }
    } finally {
      Files.deleteIfExists(folder.resolve(AliasFiles.FST));
      Files.deleteIfExists(folder.resolve(AliasFiles.POSTINGS));
      Files.delete(folder);
    }
  }

  /** Accents, widths, ligatures, scripts without spaces, surrogates whole and halved. */
  @Provide
  Arbitrary<String> names() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "Łódź",
            "Lo\u0301dz",
            "ﬁnal",
            "final",
            "Ｔｏｋｙｏ",
            "tokyo",
            "straße",
            "ǅ",
            "①",
            "1",
            "中国",
            "中",
            "国人",
            "東京都",
            "ｶﾞｰ",
            "ガー",
            "서울",
            "กรุงเทพ",
            "हिन्दी",
            "Київ",
            "й",
            "ё",
            "👩‍💻",
            "💻",
            "🇩🇪",
            "👍🏽",
            "𠮷野",
            "𝔸",
            "\uD800",
            "\uDC00",
            "U.S.",
            "J. R.",
            "C++",
            "C#",
            "AT&T",
            "O’Brien",
            "the",
            "A",
            "New",
            "York",
            "\u00AD",
            "\u200D",
            "\u0301",
            "™",
            "İ");
    Arbitrary<String> any =
        Arbitraries.integers().between(0, 0x10FFFF).map(c -> new String(Character.toChars(c)));
    Arbitrary<String> separator = Arbitraries.of("", "", " ", "-", "\u3000", "\n", ", ");
    return Arbitraries.frequencyOf(Tuple.of(6, piece), Tuple.of(1, any))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .flatMap(parts -> separator.map(between -> String.join(between, parts)));
  }

  @Provide
  Arbitrary<List<String>> manyNames() {
    return names().list().ofMinSize(1).ofMaxSize(12);
  }

  @Property(tries = 100)
  void offsetsLeadBackToTheName(
      @ForAll("manyNames") List<String> filed, @ForAll("manyNames") List<String> written)
      throws IOException {
    String text =
        String.join(" ", written) + " " + filed.get(0) + " " + filed.get(filed.size() - 1);
    BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
    clusters.setText(text);
    indexing(
        filed,
        (index, ordinals) -> {
          for (SurfaceMatch match : index.scan(text)) {
            assertThat(clusters.isBoundary(match.span().start())).isTrue();
            assertThat(clusters.isBoundary(match.span().end())).isTrue();
            List<Candidate> candidates = index.candidates(match, 5);
            assertThat(candidates).hasSize(1);
            String slice = match.span().in(text);
            assertThat(ordinals.get(NORMALIZER.key(slice)))
                .as("'%s' in '%s'", slice, text)
                .isEqualTo(candidates.get(0).ordinal());
          }
        });
  }

  @Property(tries = 100)
  void aNameThatStandsAloneIsFoundWhole(@ForAll("manyNames") List<String> filed)
      throws IOException {
    indexing(
        filed,
        (index, ordinals) -> {
          for (String name : filed) {
            String key = NORMALIZER.key(name);
            if (!ordinals.containsKey(key) || ScanRule.of(key) != ScanRule.ALWAYS) {
              continue;
            }
            String text = "\n" + name + "\n";
            assertThat(NORMALIZER.key(text)).isEqualTo(key);
            SurfaceMatch first = index.scan(text).get(0);
            assertThat(NORMALIZER.key(first.span().in(text))).isEqualTo(key);
            assertThat(index.candidates(first, 1).get(0).ordinal()).isEqualTo(ordinals.get(key));
          }
        });
  }

  @Property(tries = 20)
  void ofNamesWithinEachOtherTheLongestAreOffered(
      @ForAll @IntRange(min = 1, max = 20) int names,
      @ForAll @IntRange(min = 1, max = 25) int words)
      throws IOException {
    List<String> nested =
        java.util.stream.IntStream.rangeClosed(1, names).mapToObj("xyz "::repeat).toList();
    String text = "xyz ".repeat(words);
    indexing(
        nested,
        (index, ordinals) -> {
          int longest = Math.min(names, words);
          List<Integer> fromTheStart =
              index.scan(text).stream()
                  .filter(match -> match.span().start() == 0)
                  .map(match -> (match.span().length() + 1) / 4)
                  .toList();
          assertThat(fromTheStart)
              .hasSize(Math.min(longest, AliasIndex.MAX_MATCHES_PER_START))
              .startsWith(longest)
              .isSortedAccordingTo(java.util.Comparator.reverseOrder());
        });
  }

  /** What is a word more often than a name costs nothing and offers nothing. */
  @Example
  void pathologicalNamesStayOutOfOrdinaryText() throws IOException {
    List<String> names =
        List.of(
            "the", "a", "I", "7", "1984", "of the", "and", "it", "ß", "x y", "3 4", "…", "\u200D");
    String words = "The end of the year 1984: it and I, a 7, x y; 3 4 and the rest. ";
    String text = words.toLowerCase(Locale.ROOT).repeat(10_000);
    indexing(
        names,
        (index, ordinals) -> {
          long start = System.nanoTime();
          assertThat(index.scan(text)).isEmpty();
          assertThat((System.nanoTime() - start) / 1e9).isLessThan(20);
          assertThat(ordinals).doesNotContainKey("");
        });
  }

  /** A name that is nothing but repetition meets a text that almost is. */
  @Example
  void aScanEndsAtItsLimit() throws IOException {
    indexing(
        List.of("中", "中中", "中中中", "中".repeat(150)),
        (index, ordinals) ->
            assertThat(index.scan("中".repeat(200_000))).hasSize(AliasIndex.MAX_MATCHES));
  }
}
