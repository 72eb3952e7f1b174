package io.qklm.kg.source.lines;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.source.lines.BoundedLines.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {

  private static List<Line> lines(byte[] content, int longest) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (BoundedLines reader = BoundedLines.of(new ByteArrayInputStream(content), longest)) {
      for (Line line = reader.next(); line != null; line = reader.next()) {
        lines.add(line);
        assertThat(reader.lineNumber()).isEqualTo(lines.size());
      }
    }
    return lines;
  }

  private static List<Line> lines(String content) throws IOException {
    return lines(content.getBytes(StandardCharsets.UTF_8), 1000);
  }

  @Test
  void splitsAtLineFeeds() throws IOException {
    assertThat(lines("a\r\n\nb\rc\nd"))
        .containsExactly(
            new Line.Text("a"), new Line.Text(""), new Line.Text("b\rc"), new Line.Text("d"));
    assertThat(lines("")).isEmpty();
    assertThat(lines("\n")).containsExactly(new Line.Text(""));
    assertThat(lines("\uFEFFa\n\uFEFFb"))
        .containsExactly(new Line.Text("a"), new Line.Text("\uFEFFb"));
  }

  @Test
  void refusesWhatIsNotUtf8() throws IOException {
    assertThat(lines(new byte[] {'a', (byte) 0xC3, '\n', 'b', '\n', (byte) 0xFF}, 10))
        .containsExactly(
            new Line.Unreadable("the line is not valid UTF-8; write the file again as UTF-8"),
            new Line.Text("b"),
            new Line.Unreadable("the line is not valid UTF-8; write the file again as UTF-8"));
  }

  @Test
  void passesOverALineThatIsTooLong() throws IOException {
    List<Line> lines = lines("12345\n123456\n12345".getBytes(StandardCharsets.UTF_8), 5);
    assertThat(lines.get(0)).isEqualTo(new Line.Text("12345"));
    assertThat(lines.get(1)).isInstanceOf(Line.Unreadable.class);
    assertThat(lines.get(2)).isEqualTo(new Line.Text("12345"));
  }

  @Test
  void holdsNoHugeLineInMemory() throws IOException {
    long size = 4L << 30;
    InputStream endless =
        new InputStream() {
          private long left = size;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            int count = (int) Math.min(length, left);
            Arrays.fill(bytes, offset, offset + Math.max(0, count), (byte) 'x');
            left -= count;
            return count <= 0 ? -1 : count;
          }
        };
    try (BoundedLines lines = BoundedLines.of(endless, BoundedLines.MAX_LINE_BYTES)) {
      assertThat(lines.next()).isInstanceOf(Line.Unreadable.class);
      assertThat(lines.next()).isNull();
    }
  }

  @Property(tries = 200)
  void anyLinesComeBack(
      @ForAll @Size(max = 40)
          List<@StringLength(max = 300) @CharRange(from = ' ', to = '\ud7ff') String> texts)
      throws IOException {
    List<Line> expected = new ArrayList<>();
    for (String text : texts) {
      expected.add(new Line.Text(text));
    }
    byte[] content =
        texts.stream()
            .map(text -> text + "\r\n")
            .reduce("", String::concat)
            .getBytes(StandardCharsets.UTF_8);
    assertThat(lines(content, 1 << 20)).isEqualTo(expected);
  }
}
