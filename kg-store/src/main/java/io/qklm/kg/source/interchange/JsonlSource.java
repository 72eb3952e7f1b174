package io.qklm.kg.source.interchange;

import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.SourceCredit;
import io.qklm.kg.source.lines.BoundedLines;
import io.qklm.kg.source.lines.SourceFiles;
import io.qklm.kg.source.lines.UnusableLineException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Knowledge in the project's interchange form ({@code docs/interchange-form.md}): a folder with
 * {@code entities.jsonl}, {@code facts.tsv}, {@code aliases.tsv} and {@code relations.tsv}, each
 * optional, plain or gzip; or one such file.
 */
public final class JsonlSource implements KnowledgeSource {

  private final Path path;

  /** Nothing is read yet. */
  public JsonlSource(Path folderOrFile) {
    this.path = folderOrFile;
  }

  @Override
  public String description() {
    return "jsonl " + path;
  }

  @Override
  public String state() throws IOException {
    return SourceFiles.state(description(), path);
  }

  @Override
  public void readInto(KnowledgeSink sink) throws IOException {
    Map<InterchangeFile, Path> files = files();
    for (Map.Entry<InterchangeFile, Path> entry : files.entrySet()) {
      Path file = entry.getValue();
      try (BoundedLines lines = BoundedLines.open(file)) {
        entry.getKey().read(lines, file.toString(), sink);
      } catch (UnsupportedEncodingException e) {
        throw new IOException(file + " " + e.getMessage(), e);
      } catch (ZipException | EOFException e) {
        throw new IOException(
            file + " is no whole gzip file (" + e.getMessage() + "); fetch it again", e);
      }
    }
  }

  private Map<InterchangeFile, Path> files() throws IOException {
    Map<InterchangeFile, Path> files = new EnumMap<>(InterchangeFile.class);
    if (Files.isDirectory(path)) {
      for (InterchangeFile kind : InterchangeFile.values()) {
        in(path, kind).ifPresent(file -> files.put(kind, file));
      }
      if (files.isEmpty()) {
        throw new IOException(
            "there is no knowledge in "
                + path
                + ": it has none of entities.jsonl, facts.tsv, aliases.tsv and relations.tsv, with"
                + " or without .gz");
      }
      return files;
    }
    if (!Files.isRegularFile(path)) {
      throw new IOException("there is no folder or file " + path + " to read knowledge from");
    }
    String name = path.toString().toLowerCase(Locale.ROOT);
    if (name.matches(".*\\.(csv|xlsx?|ods)(\\.gz)?")) {
      throw new IOException(path + " is a table, which is not read; " + EntityLines.INSTEAD);
    }
    InterchangeFile kind =
        InterchangeFile.of(path)
            .orElseThrow(
                () ->
                    new IOException(
                        "what "
                            + path
                            + " holds cannot be told from its name; end it in entities.jsonl,"
                            + " facts.tsv, aliases.tsv or relations.tsv, with or without .gz"));
    files.put(kind, path);
    return files;
  }

  private static Optional<Path> in(Path folder, InterchangeFile kind) throws IOException {
    Path plain = folder.resolve(kind.fileName());
    Path zipped = folder.resolve(kind.fileName() + ".gz");
    if (Files.exists(plain) && Files.exists(zipped)) {
      throw new IOException(
          folder + " has both " + kind.fileName() + " and " + kind.fileName() + ".gz; remove one");
    }
    return Files.exists(plain)
        ? Optional.of(plain)
        : Files.exists(zipped) ? Optional.of(zipped) : Optional.empty();
  }

  /**
   * What {@code credits.tsv} in the folder says (name, licence, attribution), else the folder's
   * name without a licence.
   */
  @Override
  public List<SourceCredit> credits() throws IOException {
    Optional<Path> file =
        Files.isDirectory(path) ? in(path, InterchangeFile.CREDITS) : Optional.empty();
    if (file.isEmpty()) {
      Path name = path.toAbsolutePath().normalize().getFileName();
      return List.of(
          new SourceCredit(name == null ? path.toString() : name.toString(), "not stated", ""));
    }
    List<SourceCredit> credits = new ArrayList<>();
    try (BoundedLines lines = BoundedLines.open(file.get())) {
      BoundedLines.@Nullable Line next = lines.next();
      while (next != null) {
        credits.add(credit(file.get(), lines.lineNumber(), next));
        next = lines.next();
      }
    }
    return credits;
  }

  /** A licence that cannot be read is no detail to skip, so a bad line here fails the build. */
  private static SourceCredit credit(Path file, long number, BoundedLines.Line line)
      throws IOException {
    String place = file + ":" + number + ": ";
    if (!(line instanceof BoundedLines.Line.Text text)) {
      throw new IOException(place + ((BoundedLines.Line.Unreadable) line).reason());
    }
    try {
      List<String> fields = TsvLines.fields(text.text(), 3, "name, licence, attribution");
      return new SourceCredit(fields.get(0), fields.get(1), fields.get(2));
    } catch (UnusableLineException | IllegalArgumentException e) {
      throw new IOException(place + e.getMessage(), e);
    }
  }
}
