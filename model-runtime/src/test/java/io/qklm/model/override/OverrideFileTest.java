package io.qklm.model.override;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverrideFileTest {

  private static final String GOOD = "{\"id\":\"a\",\"surface\":\"Java\",\"entityId\":\"Q251\"}\n";

  @TempDir private Path folder;

  /** What is written is newer, whatever the clock of the file system. */
  private Path write(String lines, int seconds) throws IOException {
    Path file = folder.resolve("overrides.jsonl");
    Files.writeString(file, lines);
    Files.setLastModifiedTime(
        file, FileTime.from(Instant.parse("2026-12-01T00:00:00Z").plusSeconds(seconds)));
    return file;
  }

  @Test
  void aChangeIsInForceAtTheNextLook() throws IOException {
    Path file = write(GOOD, 0);
    OverrideFile watched = OverrideFile.open(file, Duration.ZERO);
    assertThat(watched.current().size()).isEqualTo(1);
    LinkOverrides before = watched.current();
    assertThat(watched.current()).isSameAs(before);
    write(GOOD + GOOD.replace("\"a\"", "\"b\""), 1);
    assertThat(watched.current().size()).isEqualTo(2);
    write("", 2);
    assertThat(watched.current().isEmpty()).isTrue();
  }

  @Test
  void itIsLookedAtOnceASecondAtMost() throws IOException {
    Path file = write(GOOD, 0);
    OverrideFile watched = OverrideFile.open(file, Duration.ofHours(1));
    write("", 1);
    assertThat(watched.current().size()).isEqualTo(1);
  }

  @Test
  void whatWasReadStaysInForceWhileTheFileCannotBeRead() throws IOException {
    Path file = write(GOOD, 0);
    OverrideFile watched = OverrideFile.open(file, Duration.ZERO);
    Files.delete(file);
    assertThat(watched.current().size()).isEqualTo(1);
    write(" ".repeat(OverrideFile.MOST_BYTES + 1), 1);
    assertThat(watched.current().size()).isEqualTo(1);
    write("", 2);
    assertThat(watched.current().isEmpty()).isTrue();
  }

  @Test
  void aFileThatIsMissingOrTooLargeIsRefusedAtTheStart() throws IOException {
    assertThatThrownBy(() -> OverrideFile.open(folder.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("does not exist; an empty one says nothing");
    Path large = write(" ".repeat(OverrideFile.MOST_BYTES + 1), 0);
    assertThatThrownBy(() -> OverrideFile.open(large))
        .hasMessageContaining("has 4194305 bytes; at most 4194304 are read");
    assertThat(OverrideFile.named(" ")).isSameAs(OverrideSource.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"surface\":\"Java\",\"entityId\":null} | the field 'id' is missing",
        "{\"id\":\"b\",\"entityId\":null} | the field 'surface' is missing",
        "{\"id\":\"b\",\"surface\":\"Java\"} | the field 'entityId' is missing; null says that nothing is meant",
        "{\"id\":\"b\",\"surface\":\"!\",\"entityId\":null} | its 'surface' is '!'; it needs a letter or a digit",
        "{\"id\":\"b\",\"surface\":\"Java\",\"entityId\":7} | the field 'entityId' is no string",
        "{\"id\":\"b\",\"surface\":\"Java\",\"entityId\":null,\"near\":\"x\"} | unknown field 'near' (allowed: id, surface, entityId, word, with)",
        "{\"id\":\"b\",\"surface\":\"Java\",\"entityId\":null,\"word\":\"two words\"} | its 'word' is 'two words'; one word of letters and digits is allowed",
        "{\"id\":\"a\",\"surface\":\"Oak\",\"entityId\":null} | the id 'a' is that of line 1 already",
        "[] | a JSON object is expected",
      })
  void aBadLineIsToldByItsNumberAndTheOthersGoOn(String line, String reason) {
    OverrideReader.Read read =
        OverrideReader.read(GOOD + line + "\n\n" + GOOD.replace("\"a\"", "\"c\""));
    assertThat(read.refused()).containsExactly("line 2: " + reason);
    assertThat(read.overrides().size()).isEqualTo(2);
  }

  @Test
  void whatIsNoJsonIsTold() {
    OverrideReader.Read read = OverrideReader.read("{\"id\":\n" + GOOD);
    assertThat(read.refused()).hasSize(1).allMatch(sentence -> sentence.startsWith("line 1: "));
    assertThat(read.overrides().size()).isEqualTo(1);
  }
}
