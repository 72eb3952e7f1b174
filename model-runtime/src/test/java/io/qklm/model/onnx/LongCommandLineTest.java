package io.qklm.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LongCommandLineTest {

  @Test
  void startsAndLeavesNoTraces(@TempDir Path folder) throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dlong=" + "x".repeat(10_000),
            OpenAndClose.class.getName());
    // What telemetry keeps for itself goes below the user's cache folder.
    builder.environment().put("HOME", home.toString());
    builder.environment().put("XDG_CACHE_HOME", home.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().remove("ORT_DISABLE_TELEMETRY");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    assertThat(Files.readString(output, StandardCharsets.UTF_8)).endsWith("open\n");
    try (Stream<Path> files = Files.walk(home)) {
      List<String> traces =
          files.map(Path::toString).filter(name -> name.contains("Microsoft")).toList();
      assertThat(traces).isEmpty();
    }
  }

  /** Runs in the other process. */
  static final class OpenAndClose {
    public static void main(String[] args) {
      OrtEnvironment.getEnvironment();
      System.out.println("open");
    }
  }
}
