package io.qklm.model.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What is cut in Java is cut as the native tokenizer of the same file cuts it. */
class LatinTokenizerTest {

  private static final List<String> WORDS =
      List.of(
          " the ",
          "Berlin",
          "'s ",
          "U.S. ",
          "café",
          "naïve ",
          "Zürich",
          "$1,000.50 ",
          "—",
          "“so” ",
          "don’t ",
          "İstanbul",
          "北京",
          "e\u0301",
          "👨‍👩‍👧 ",
          "Ελλάδα",
          "Москва ",
          "COVID-19",
          "[MASK]",
          "ﬁ");

  private static TextTokenizer tokenizer;

  @BeforeContainer
  static void open() throws IOException {
    try (InputStream in = file()) {
      tokenizer = new TextTokenizer(in.readAllBytes());
    }
  }

  @AfterContainer
  static void close() {
    tokenizer.close();
  }

  private static InputStream file() {
    return Objects.requireNonNull(
        LatinTokenizerTest.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json"));
  }

  @Example
  void everyCharacterIsTakenAsTheNativeTokenizerTakesIt() {
    for (int c = 1; c < 0x3100; c++) {
      if (Character.isDefined(c)) {
        String sign = Character.toString(c);
        assertSameAsNative(
            "ab%scd %sx Ny%s %s %s1 a%s%sb".formatted(sign, sign, sign, sign, sign, sign, sign));
      }
    }
  }

  @Example
  void everyWordOfTheVocabularyIsTakenAsTheNativeTokenizerTakesIt() throws IOException {
    JsonNode vocabulary;
    try (InputStream in = file()) {
      vocabulary = new ObjectMapper().readTree(in).path("model").path("vocab");
    }
    List<String> words = new ArrayList<>();
    vocabulary.fieldNames().forEachRemaining(words::add);
    assertThat(words).hasSizeGreaterThan(30_000);
    for (int from = 0; from < words.size(); from += 100) {
      assertSameAsNative(String.join(" ", words.subList(from, Math.min(words.size(), from + 100))));
    }
  }

  @Example
  void longAndUnknownWordsAndSpecialTokensAreTakenAsTheNativeTokenizerTakesThem() {
    assertSameAsNative("a".repeat(100) + " " + "b".repeat(101) + " x" + "é".repeat(99) + "!c");
    assertSameAsNative("[MASK] a[SEP]b [CLS][PAD] [unk] [UNK]. [ MASK ]");
    assertSameAsNative("½%ªºŋ ‰±¹ ĸ Ŋĳ€™£ \u0000\u00AD\u200B");
    assertSameAsNative(" \r\n\t\u00A0 ");
    assertSameAsNative("");
  }

  /** Pieces of news in several scripts, signs and words, thrown together. */
  @Property(tries = 2_000)
  void anyMixtureIsTakenAsTheNativeTokenizerTakesIt(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    int pieces = random.nextInt(60);
    for (int i = 0; i < pieces; i++) {
      switch (random.nextInt(8)) {
        case 0 -> text.append(Character.toString(wellFormed(random, 0x10FFFF)));
        case 1 -> text.append(Character.toString(wellFormed(random, 0x2FFF)));
        case 2 -> text.append((char) (' ' + random.nextInt(95)));
        case 3 -> text.append((char) (0xA0 + random.nextInt(0xE0)));
        case 4 -> text.append(" \n\t\u00A0\u3000".charAt(random.nextInt(5)));
        default -> text.append(WORDS.get(random.nextInt(WORDS.size())));
      }
    }
    assertSameAsNative(text.toString());
  }

  private static int wellFormed(Random random, int last) {
    int c = 1 + random.nextInt(last);
    return c >= 0xD800 && c < 0xE000 ? 'x' : c;
  }

  private static void assertSameAsNative(String text) {
    Tokens expected = tokenizer.nativeTokens(text);
    assertThat(tokenizer.tokenize(text))
        .as("tokens of '%s'", text)
        .usingRecursiveComparison()
        .isEqualTo(expected);
  }
}
