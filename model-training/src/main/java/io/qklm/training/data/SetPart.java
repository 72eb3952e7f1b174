package io.qklm.training.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Parts of a set that came without any: of every ten blocks of forty texts the last is kept for
 * measuring. Blocks, since neighbouring sentences are of one document.
 */
public enum SetPart {
  /** What is learned from. */
  @JsonProperty("nine-tenths")
  NINE_TENTHS,
  /** What is measured on. */
  @JsonProperty("tenth")
  TENTH;

  private static final int BLOCK = 40;
  private static final int PARTS = 10;

  /** Those of {@code texts} that belong to this part, in their order. */
  public List<AnnotatedText> of(List<AnnotatedText> texts) {
    return IntStream.range(0, texts.size())
        .filter(place -> (place / BLOCK % PARTS == PARTS - 1) == (this == TENTH))
        .mapToObj(texts::get)
        .toList();
  }
}
