package io.qklm.kg.source.lines;

import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.SourcePosition;
import java.io.EOFException;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Passes the lines of one file on, plain or compressed; bad ones become problems with their number.
 */
public final class LineFile {

  private LineFile() {}

  /** What is done with a line that is not blank. */
  public interface Reader {

    /**
     * Takes one line.
     *
     * @throws UnusableLineException if it cannot be used; its sentence goes to the sink
     */
    void line(String line) throws IOException, UnusableLineException;
  }

  /** Reads a file from front to back. */
  public static void read(Path file, int maxLineBytes, KnowledgeSink sink, Reader reader)
      throws IOException {
    read(file, maxLineBytes, SourcePosition.START, sink, reader, List::of);
  }

  /** What is done with all lines of a file, blank ones too. */
  public interface EveryLine {

    /**
     * Takes one line.
     *
     * @param number of the line, from 1
     */
    void line(String line, long number) throws IOException;

    /** A line could not be read, which the sink was told. */
    void unreadable();
  }

  /** Reads a file whose records may go over several lines. */
  public static void readEvery(Path file, int maxLineBytes, KnowledgeSink sink, EveryLine reader)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no file " + file + " to read knowledge from");
    }
    try (BoundedLines lines = BoundedLines.of(Files.newInputStream(file), maxLineBytes)) {
      for (BoundedLines.@Nullable Line next = nextOf(lines, file.toString());
          next != null;
          next = nextOf(lines, file.toString())) {
        if (next instanceof BoundedLines.Line.Text text) {
          reader.line(text.text(), lines.lineNumber());
        } else if (next instanceof BoundedLines.Line.Unreadable unreadable) {
          sink.problem(file + ":" + lines.lineNumber(), unreadable.reason());
          reader.unreadable();
        }
      }
    } catch (ZipException | EOFException e) {
      throw new IOException(file + " is not whole (" + e.getMessage() + "); fetch it again", e);
    }
  }

  /** Is told after each line. */
  private interface Follower {
    void lineDone() throws IOException;
  }

  /**
   * Reads a file from a place to its end and tells the sink after each line where it is.
   *
   * @param counts what the source has counted when it is asked
   */
  public static void read(
      Path file,
      int maxLineBytes,
      SourcePosition from,
      KnowledgeSink sink,
      Reader reader,
      Supplier<List<Long>> counts)
      throws IOException {
    read(SourceFile.of(file), maxLineBytes, from, sink, reader, counts);
  }

  /** Reads a file, wherever it lies, from a place to its end. */
  public static void read(
      SourceFile file,
      int maxLineBytes,
      SourcePosition from,
      KnowledgeSink sink,
      Reader reader,
      Supplier<List<Long>> counts)
      throws IOException {
    try (ResumableInput in = ResumableInput.open(file, from);
        BoundedLines lines = BoundedLines.continuing(in, maxLineBytes, from.lines())) {
      Supplier<SourcePosition> place =
          () -> in.place(lines.consumed(), lines.lineNumber(), counts.get());
      ReadingProgress progress = new ReadingProgress(file, sink);
      read(
          lines,
          file.name(),
          sink,
          reader,
          () -> {
            sink.reached(place);
            progress.tell();
          });
    } catch (ZipException | EOFException e) {
      throw new IOException(
          file.name() + " is not whole (" + e.getMessage() + "); fetch it again", e);
    }
  }

  /** Reads lines that somebody opened and will close; {@code place} stands before their numbers. */
  public static void read(BoundedLines lines, String place, KnowledgeSink sink, Reader reader)
      throws IOException {
    read(lines, place, sink, reader, () -> {});
  }

  private static void read(
      BoundedLines lines, String place, KnowledgeSink sink, Reader reader, Follower follower)
      throws IOException {
    BoundedLines.@Nullable Line next = nextOf(lines, place);
    while (next != null) {
      if (next instanceof BoundedLines.Line.Unreadable unreadable) {
        sink.problem(place + ":" + lines.lineNumber(), unreadable.reason());
      } else if (next instanceof BoundedLines.Line.Text text && !text.text().isBlank()) {
        try {
          reader.line(text.text());
        } catch (UnusableLineException e) {
          sink.problem(place + ":" + lines.lineNumber(), String.valueOf(e.getMessage()));
        }
      }
      follower.lineDone();
      next = nextOf(lines, place);
    }
  }

  private static BoundedLines.@Nullable Line nextOf(BoundedLines lines, String place)
      throws IOException {
    try {
      return lines.next();
    } catch (SourceFailure e) {
      throw e;
    } catch (UnsupportedEncodingException e) {
      throw new IOException(place + " " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IOException(
          place
              + " breaks off after line "
              + lines.lineNumber()
              + " ("
              + e.getMessage()
              + "); fetch it again",
          e);
    }
  }
}
