package io.qklm.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {

  @Property(tries = 100)
  void givesEveryLinePackedOrNot(
      @ForAll List<@AlphaChars @NotEmpty String> lines,
      @ForAll boolean packed,
      @ForAll boolean crlf)
      throws IOException {
    byte[] bytes = utf8(String.join(crlf ? "\r\n" : "\n", lines));
    assertThat(read(packed ? gzip(bytes) : bytes)).isEqualTo(lines);
  }

  @Test
  void namesAFileThatIsWrongAsAWhole() {
    String document = "{\"id\": \"d1\", \"text\": \"Berlin\"}\n";
    for (java.nio.charset.Charset wide :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertThatThrownBy(() -> read(document.getBytes(wide)))
          .as(wide.name())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("UTF-16")
          .hasMessageContaining("one JSON object a line");
    }
    for (String header : List.of("id,title,text\n1,a,b\n", "\"id\";\"text\"\r\n", "id\ttext\n")) {
      assertThatThrownBy(() -> read(utf8(header)))
          .as(header)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("looks like CSV");
    }
    assertThatThrownBy(() -> read(utf8("[\n{\"id\": \"d1\"}]")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("JSON array");
  }

  @Test
  void aFirstLineThatIsWrongAloneIsLeftToItsReader() throws IOException {
    assertThat(read(utf8("not json\n{}"))).containsExactly("not json", "{}");
    assertThat(read(utf8("Hello, world.\n{}"))).containsExactly("Hello, world.", "{}");
  }

  @Test
  void skipsBlankLinesAndCountsThem() throws IOException {
    JsonLines lines = new JsonLines(new ByteArrayInputStream(utf8("\n{}\n \t\r\n\n[]")));
    assertThat(lines.next()).isEqualTo(utf8("{}"));
    assertThat(lines.number()).isEqualTo(2);
    assertThat(lines.next()).isEqualTo(utf8("[]"));
    assertThat(lines.number()).isEqualTo(5);
    assertThat(lines.next()).isNull();
  }

  @Test
  void skipsAByteOrderMark() throws IOException {
    assertThat(read(utf8("\uFEFF{}\n"))).containsExactly("{}");
  }

  @Test
  void saysWhichFileIsDamaged(@TempDir Path folder) throws IOException {
    byte[] whole = gzip(utf8("{\"id\":1}\n".repeat(1000)));
    Path file = Files.write(folder.resolve("d.gz"), Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> JsonLines.count(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("damaged");
  }

  @Test
  void aFolderIsNoFile(@TempDir Path folder) {
    assertThatThrownBy(() -> JsonLines.open(folder)).hasMessageContaining("is a folder");
  }

  private static List<String> read(byte[] bytes) throws IOException {
    List<String> found = new ArrayList<>();
    try (JsonLines lines = new JsonLines(new ByteArrayInputStream(bytes))) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        found.add(new String(line, StandardCharsets.UTF_8));
      }
    }
    return found;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
