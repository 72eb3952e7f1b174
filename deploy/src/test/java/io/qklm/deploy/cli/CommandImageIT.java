package io.qklm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.deploy.operate.Dockerfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder laid out as the image of the command is, and the command in it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CommandImageIT {

  @TempDir Path image;

  @Test
  void startsAndFailsWithASentence() throws Exception {
    for (Dockerfile.Copy copy : Dockerfile.command().copies()) {
      Path source = Path.of(copy.source()).toAbsolutePath();
      assertThat(source).exists();
      Path target = image.resolve(copy.target().replaceFirst("^/", "").replaceFirst("/$", ""));
      Files.createDirectories(target.getParent());
      Files.createSymbolicLink(target, source);
    }
    assertThat(run(0, "--version")).startsWith("qklm ");
    // As the container of the manifests that waits for a first epoch asks.
    assertThat(run(1, "kg", "epochs", "--repository", image.resolve("none").toString()))
        .startsWith("qklm: ")
        .hasLineCount(1);
  }

  private String run(int exitCode, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(image.resolve("usr/local/bin/qklm").toString());
    command.addAll(List.of(arguments));
    Path said = image.resolve("said.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().put("QKLM_HOME", image.resolve("opt/qklm").toString());
    builder
        .environment()
        .merge("PATH", System.getProperty("java.home") + "/bin", (path, java) -> java + ":" + path);
    assertThat(builder.start().waitFor()).as(Files.readString(said)).isEqualTo(exitCode);
    return Files.readString(said);
  }
}
