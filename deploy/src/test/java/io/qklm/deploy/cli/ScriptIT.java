package io.qklm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script says before there is a Java process. */
class ScriptIT {

  @Test
  void aFolderForTemporaryFilesThatCannotBeWrittenToIsNamed(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path missing = folder.resolve("not there");
    ProcessBuilder builder =
        new ProcessBuilder(Path.of("..", "qklm").toString(), "--version").redirectErrorStream(true);
    builder.environment().put("QKLM_BUILD", "never");
    builder.environment().put("TMPDIR", missing.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isNotZero();
    assertThat(said)
        .contains("cannot write into '" + missing + "'; point TMPDIR at a folder")
        .hasLineCount(1);
  }
}
