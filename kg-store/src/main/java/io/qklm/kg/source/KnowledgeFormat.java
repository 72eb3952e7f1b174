package io.qklm.kg.source;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The formats knowledge can be read from, by the name a person gives: {@code jsonl=FOLDER}. */
public enum KnowledgeFormat {
  /** The project's interchange form: a folder, or one of its files. */
  JSONL,
  /** The DBpedia index of Apache Stanbol: a folder with its jar and the reader's. */
  DBPEDIA,
  /** What a first start knows: {@link #DBPEDIA} and the supplement that comes with the code. */
  STARTER;

  /** The name on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(KnowledgeFormat::id).toList();
  }

  /**
   * The format of a name.
   *
   * @throws IllegalArgumentException if no format has it; the message lists the allowed ones
   */
  public static KnowledgeFormat of(String id) {
    String wanted = id.strip().toLowerCase(Locale.ROOT);
    for (KnowledgeFormat format : values()) {
      if (format.id().equals(wanted)) {
        return format;
      }
    }
    String suggestion =
        ids().stream()
            .filter(known -> distance(known, wanted) <= 2)
            .findFirst()
            .map(known -> "; did you mean '" + known + "'?")
            .orElse("");
    throw new IllegalArgumentException(
        "unknown knowledge format '" + id + "', expected one of " + ids() + suggestion);
  }

  /** The sources that {@code path} holds in this format; nothing is read yet. */
  public List<KnowledgeSource> sources(Path path) {
    return switch (this) {
      case JSONL -> List.of(new JsonlSource(path));
      case DBPEDIA -> List.of(new DbpediaSource(path));
      case STARTER -> List.of(new DbpediaSource(path), new StarterSupplement());
    };
  }

  /**
   * The sources of {@code FORMAT=PATH}.
   *
   * @throws IllegalArgumentException if it is not of that form or the format is unknown
   */
  public static List<KnowledgeSource> parse(String specification) {
    int equals = specification.indexOf('=');
    if (equals <= 0 || equals == specification.length() - 1) {
      throw new IllegalArgumentException(
          "'"
              + specification
              + "' is no source of knowledge; FORMAT=PATH is, with a format of "
              + ids());
    }
    KnowledgeFormat format = of(specification.substring(0, equals));
    String path = specification.substring(equals + 1);
    try {
      return format.sources(Path.of(path));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + path + "' is no path: " + e.getReason(), e);
    }
  }

  /** Insertions, deletions and replacements that make one word of the other. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], above));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
