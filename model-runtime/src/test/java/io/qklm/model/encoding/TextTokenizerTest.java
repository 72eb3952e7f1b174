package io.qklm.model.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TextTokenizerTest {

  private static TextTokenizer tokenizer;

  @BeforeAll
  static void open() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            TextTokenizerTest.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json"))) {
      tokenizer = new TextTokenizer(in.readAllBytes());
    }
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  @Test
  void everyTokenKnowsItsPlaceInTheText() {
    assertThat(pieces("Berlin is big")).containsExactly("Berlin", "is", "big");
  }

  /** The accent is no part of the token, but it is counted: what follows stands where it should. */
  @Test
  void placesAreRightAfterEmojiAndCombiningCharacters() {
    assertThat(pieces("🎉🎉 Jose\u0301 👨‍👩‍👧‍👦 Berlin")).endsWith("Berlin").contains("Jose");
  }

  @Test
  void longTextsAreNeitherCutNorPadded() {
    assertThat(pieces("word ".repeat(1_000))).hasSize(1_000);
    assertThat(pieces("word")).hasSize(1);
  }

  @Test
  void handlesTextWithoutWords() {
    assertThat(pieces("   ")).isEmpty();
    assertThat(pieces("\u0000\u0001\u200b")).hasSizeLessThan(4);
  }

  private static List<String> pieces(String text) {
    Tokens tokens = tokenizer.tokenize(text);
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      pieces.add(text.substring(tokens.starts()[i], tokens.ends()[i]));
    }
    return pieces;
  }
}
