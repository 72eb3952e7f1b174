package io.qklm.kg.source.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.source.SourcePosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.jspecify.annotations.Nullable;

/** From every place between two lines, reading gives exactly the lines behind it. */
class ResumableInputTest {

  /** How the streams of a file are compressed. */
  enum Form {
    PLAIN,
    GZIP,
    BZIP2;

    OutputStream open(OutputStream out) throws IOException {
      return switch (this) {
        case PLAIN -> out;
        case GZIP -> new GZIPOutputStream(out);
        case BZIP2 -> new BZip2CompressorOutputStream(out, 1);
      };
    }
  }

  private @Nullable Path made;

  @BeforeTry
  void make() throws IOException {
    made = Files.createTempFile("resumable", "");
  }

  @AfterTry
  void remove() throws IOException {
    Files.delete(file());
  }

  private Path file() {
    if (made == null) {
      throw new IllegalStateException("no file was made");
    }
    return made;
  }

  /** Streams of bytes; lines may go across their ends. */
  @Provide
  Arbitrary<List<String>> streams() {
    Arbitrary<String> line =
        Arbitraries.strings().withChars("ab \r{}é中").ofMaxLength(30).map(text -> text + "\n");
    Arbitrary<String> stream =
        Arbitraries.oneOf(
            line.list().ofMaxSize(6).map(lines -> String.join("", lines)),
            Arbitraries.strings().withChars("xy\n").ofMaxLength(12),
            Arbitraries.of("z".repeat(70_000) + "\nend\n"));
    return stream.list().ofMinSize(1).ofMaxSize(5);
  }

  @Property(tries = 60)
  void readsOnFromEveryPlace(@ForAll("streams") List<String> streams, @ForAll Form form)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String stream : streams) {
      try (OutputStream out = form.open(bytes)) {
        out.write(stream.getBytes(StandardCharsets.UTF_8));
      }
    }
    Files.write(file(), bytes.toByteArray());
    List<SourcePosition> places = new ArrayList<>();
    List<String> all = lines(SourcePosition.START, places);
    String whole = String.join("", streams);
    List<String> expected = new ArrayList<>(List.of(whole.split("\n", -1)));
    if (whole.isEmpty() || whole.endsWith("\n")) {
      expected.remove(expected.size() - 1);
    }
    expected.replaceAll(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    assertThat(all).isEqualTo(expected);
    for (int i = 0; i < places.size(); i++) {
      SourcePosition place = places.get(i);
      assertThat(place.lines()).isEqualTo(i + 1);
      List<SourcePosition> again = new ArrayList<>();
      assertThat(lines(place, again)).isEqualTo(all.subList(i + 1, all.size()));
      assertThat(again).isEqualTo(places.subList(i + 1, places.size()));
    }
  }

  private List<String> lines(SourcePosition from, List<SourcePosition> places) throws IOException {
    List<String> read = new ArrayList<>();
    try (ResumableInput in = ResumableInput.open(file(), from);
        BoundedLines lines = BoundedLines.continuing(in, 1 << 20, from.lines())) {
      for (BoundedLines.Line line = lines.next(); line != null; line = lines.next()) {
        read.add(((BoundedLines.Line.Text) line).text());
        places.add(in.place(lines.consumed(), lines.lineNumber(), List.of()));
      }
    }
    return read;
  }

  @Property(tries = 3)
  void goesToTheStreamAndNotThroughTheFile(@ForAll Form form) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int stream = 0; stream < 50; stream++) {
      try (OutputStream out = form.open(bytes)) {
        out.write(
            ("line " + stream + " " + "x".repeat(5_000) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    Files.write(file(), bytes.toByteArray());
    List<SourcePosition> places = new ArrayList<>();
    lines(SourcePosition.START, places);
    SourcePosition late = places.get(40);
    assertThat(late.skip()).isLessThan(form == Form.GZIP ? 300_000 : 6_000);
    assertThat(late.offset() > 0).isEqualTo(form != Form.GZIP);
  }

  @Property(tries = 3)
  void saysThatTheFileIsShorterThanItWas(@ForAll Form form) throws IOException {
    try (OutputStream out = form.open(Files.newOutputStream(file()))) {
      out.write("one\n".getBytes(StandardCharsets.UTF_8));
    }
    if (form != Form.PLAIN) {
      assertThatThrownBy(
              () -> ResumableInput.open(file(), new SourcePosition(0, 10, 3, List.of())).close())
          .hasMessage("the file ends before the place where reading broke off");
    }
  }
}
