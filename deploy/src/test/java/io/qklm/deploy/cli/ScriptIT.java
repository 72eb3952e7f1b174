package io.qklm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script does beside starting a Java process. */
class ScriptIT {

  @Test
  void aFolderForTemporaryFilesThatCannotBeWrittenToIsNamed(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path missing = folder.resolve("not there");
    Said said = run(Map.of("TMPDIR", missing.toString()), "--version");
    assertThat(said.exit()).isNotZero();
    assertThat(said.text())
        .contains("cannot write into '" + missing + "'; point TMPDIR at a folder")
        .hasLineCount(1);
  }

  /** The second call says the same by the archive that the first one left. */
  @Test
  void aShortCommandLeavesItsClassesToTheNext() throws IOException, InterruptedException {
    Path classes = Path.of(System.getProperty("qklm.dist", "target/qklm"), "classes");
    if (Files.exists(classes)) {
      try (Stream<Path> archives = Files.list(classes)) {
        for (Path archive : archives.toList()) {
          Files.delete(archive);
        }
      }
    }
    Said first = run(Map.of(), "kg", "--help");
    assertThat(first.text()).startsWith("Usage: qklm kg ").contains("lookup", "inspect");
    assertThat(first.exit()).isZero();
    try (Stream<Path> archives = Files.list(classes)) {
      assertThat(archives)
          .singleElement()
          .satisfies(
              archive -> assertThat(archive.getFileName().toString()).matches("kg-[0-9._]+\\.jsa"));
    }
    assertThat(run(Map.of(), "kg", "--help")).isEqualTo(first);

    // One that fits no Java is passed over without a word.
    try (Stream<Path> archives = Files.list(classes)) {
      Path archive = archives.findFirst().orElseThrow();
      Files.delete(archive);
      Files.writeString(archive, "no archive");
    }
    assertThat(run(Map.of(), "kg", "--help")).isEqualTo(first);
    // What a call cannot do is told as ever, and leaves nothing.
    assertThat(run(Map.of(), "kg", "lookup").exit()).isEqualTo(2);
    try (Stream<Path> archives = Files.list(classes)) {
      assertThat(archives).hasSize(1);
    }
  }

  private record Said(int exit, String text) {}

  private static Said run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of("..", "qklm").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("QKLM_BUILD", "never");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Said(process.exitValue(), text);
  }
}
