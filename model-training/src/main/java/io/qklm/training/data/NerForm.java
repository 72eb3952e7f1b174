package io.qklm.training.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The forms of sets with names in them, as configurations call them. */
public enum NerForm {
  CONLL2003,
  WIKINEURAL,
  BTC,
  CROSSNER,
  WIKIGOLD,
  WNUT17;

  private ColumnReader reader() {
    return switch (this) {
      case CONLL2003 -> new ColumnReader(0, ' ', TypeMap.FOUR_KINDS);
      case WIKIGOLD -> new ColumnReader(0, ' ', TypeMap.FOUR_KINDS);
      case WIKINEURAL -> new ColumnReader(1, '\t', TypeMap.FOUR_KINDS);
      case BTC -> new ColumnReader(0, '\t', TypeMap.FOUR_KINDS);
      case CROSSNER -> new ColumnReader(0, '\t', TypeMap.CROSSNER);
      case WNUT17 -> new ColumnReader(0, '\t', TypeMap.WNUT17);
    };
  }

  /**
   * The form called {@code name}, in small letters.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static NerForm named(String name) {
    return Arrays.stream(values())
        .filter(form -> form.word().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown form '"
                        + name
                        + "' of named entities, expected one of "
                        + Arrays.stream(values()).map(NerForm::word).toList()));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All sentences of {@code file}. */
  public List<TaggedSentence> read(Path file) throws IOException {
    return reader().read(file);
  }
}
