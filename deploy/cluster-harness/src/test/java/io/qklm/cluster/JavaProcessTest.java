package io.qklm.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.cluster.leash.Leash;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
public class JavaProcessTest {

  @Test
  void endsWhenClosed(@TempDir Path folder) throws Exception {
    JavaProcess process = sleeper(folder);
    assertThat(process.isAlive()).isTrue();
    process.close();
    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void endsWhenItsParentIsKilled(@TempDir Path folder) throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long pid;
    try (BufferedReader lines = parent.inputReader()) {
      pid = Long.parseLong(lines.readLine());
      ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
      assertThat(child.isAlive()).isTrue();
      parent.destroyForcibly().waitFor();
      child.onExit().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void tellsItsMemoryFilesAndLibraries(@TempDir Path folder) throws Exception {
    long self = ProcessHandle.current().pid();
    assertThat(ProcessMemory.residentMegabytes(self)).isBetween(10.0, 4_000.0);
    int before = ProcessMemory.openFiles(self);
    try (var open = Files.newInputStream(Files.writeString(folder.resolve("f"), "x"))) {
      assertThat(open.read()).isEqualTo('x');
      assertThat(ProcessMemory.openFiles(self)).isGreaterThan(before);
    }
    org.rocksdb.RocksDB.loadLibrary();
    assertThat(ProcessMemory.natives(self)).containsExactly(Map.entry("librocksdbjni", 1));
  }

  /** Starts a process and waits until it is killed. */
  public static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws Exception {
      System.out.println(sleeper(Path.of(args[0])).pid());
      Thread.sleep(TimeUnit.MINUTES.toMillis(5));
    }
  }

  /** Does nothing for long. */
  public static final class Sleeper {
    private Sleeper() {}

    public static void main(String[] args) throws InterruptedException {
      Thread.sleep(TimeUnit.MINUTES.toMillis(5));
    }
  }

  private static JavaProcess sleeper(Path folder) throws Exception {
    List<Path> classPath =
        List.of(
            Path.of(Leash.class.getProtectionDomain().getCodeSource().getLocation().toURI()),
            Path.of(Sleeper.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    return JavaProcess.start(
        new JavaProcess.Start(
            "sleeper",
            folder,
            classPath,
            List.of("-Xmx32m"),
            List.of(Sleeper.class.getName()),
            Map.of()));
  }
}
