package io.qklm.kg.source.interchange;

import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.lines.BoundedLines;
import io.qklm.kg.source.lines.UnusableLineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of the interchange form, each recognised by its name. */
enum InterchangeFile {
  ENTITIES("entities.jsonl", ""),
  FACTS("facts.tsv", "subject,relation,predicate,kind,object,unit"),
  ALIASES("aliases.tsv", "surface,id,entity,weight,source"),
  RELATIONS("relations.tsv", "relation,label,english label,en,zh,inverse"),
  CREDITS("credits.tsv", "");

  private final String fileName;

  /** What a person would write above the columns. */
  private final String columns;

  InterchangeFile(String fileName, String columns) {
    this.fileName = fileName;
    this.columns = columns;
  }

  /** The name in a folder; {@code .gz} may follow. */
  String fileName() {
    return fileName;
  }

  /**
   * What a single file holds, by its name: the folder's names, and names that end in a hyphen,
   * underscore or dot and one of them, such as {@code cities-facts.tsv.gz}.
   */
  static Optional<InterchangeFile> of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    for (InterchangeFile known : values()) {
      if (plain.equals(known.fileName)
          || plain.matches(".*[-_.]" + known.fileName.replace(".", "\\."))) {
        return Optional.of(known);
      }
    }
    return plain.endsWith(".jsonl") ? Optional.of(ENTITIES) : Optional.empty();
  }

  /** Passes each line of a file on to the sink; lines that cannot be used become problems. */
  void read(BoundedLines lines, String place, KnowledgeSink sink) throws IOException {
    EntityJson entities = new EntityJson();
    EntityLines form = new EntityLines(place, sink);
    BoundedLines.@Nullable Line next = lines.next();
    boolean first = true;
    while (next != null) {
      String where = place + ":" + lines.lineNumber();
      if (next instanceof BoundedLines.Line.Unreadable unreadable) {
        form.settled(); // What it says cannot be told.
        sink.problem(where, unreadable.reason());
      } else if (next instanceof BoundedLines.Line.Text line && !line.text().isBlank()) {
        if (this == ENTITIES) {
          form.see(line.text());
        }
        boolean header = first && header(line.text());
        first = false;
        if (header) {
          sink.note(place + ": the first line names the columns and was passed over");
        } else {
          try {
            pass(line.text(), entities, sink);
          } catch (UnusableLineException e) {
            problem(where, String.valueOf(e.getMessage()), form, sink);
          }
        }
      }
      next = lines.next();
    }
    form.finish();
    for (String note : entities.notes()) {
      sink.note(place + ": " + note);
    }
  }

  private boolean header(String line) {
    return !columns.isEmpty() && TsvLines.header(line, List.of(columns.split(",", -1)));
  }

  private void problem(String where, String reason, EntityLines form, KnowledgeSink sink)
      throws IOException {
    if (this == ENTITIES) {
      form.problem(where, reason);
    } else {
      sink.problem(where, reason);
    }
  }

  private void pass(String line, EntityJson entities, KnowledgeSink sink)
      throws IOException, UnusableLineException {
    switch (this) {
      case ENTITIES -> sink.entity(entities.read(line));
      case FACTS -> sink.fact(TsvLines.fact(line));
      case ALIASES -> sink.surfaceForm(TsvLines.surfaceForm(line));
      case RELATIONS -> sink.relation(TsvLines.relation(line));
      case CREDITS -> {
        // Credits are not knowledge; JsonlSource reads them itself.
      }
    }
  }
}
