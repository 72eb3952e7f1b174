package io.qklm.kg.source;

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
    throw new IllegalArgumentException("not yet: " + id);
  }

  /** The sources that {@code path} holds in this format; nothing is read yet. */
  public List<KnowledgeSource> sources(Path path) {
    throw new IllegalArgumentException("not yet: " + path);
  }

  /**
   * The sources of {@code FORMAT=PATH}.
   *
   * @throws IllegalArgumentException if it is not of that form or the format is unknown
   */
  public static List<KnowledgeSource> parse(String specification) {
    throw new IllegalArgumentException("not yet: " + specification);
  }
}
