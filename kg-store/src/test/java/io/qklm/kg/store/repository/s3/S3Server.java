package io.qklm.kg.store.repository.s3;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An S3 server as a process of its own, for one test class or the matrix of failing steps. Its HTTP
 * connector knows no address to bind to (version 5.0.0: {@code server.address} is for its HTTPS
 * connector alone), so {@link LoopbackSelectors} keep it to the loopback address.
 */
public final class S3Server implements AutoCloseable {

  private static final Pattern PORT = Pattern.compile("([0-9]+) \\(http\\)");

  private final Process process;
  private final int port;

  private S3Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts the server; its log goes to {@code folder}. */
  public static S3Server start(Path folder, String bucket) throws IOException {
    Path log = folder.resolve("s3-server.log");
    Path jar = jar();
    if (!isThere()) {
      throw new IOException(jar + " is missing; 'mvn verify' copies it there");
    }
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("s3-files")),
                    "-Djava.nio.channels.spi.SelectorProvider=" + LoopbackSelectors.class.getName(),
                    "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                    "-cp",
                    jar + File.pathSeparator + ownClasses(),
                    "org.springframework.boot.loader.launch.JarLauncher",
                    "--server.port=0",
                    "--server.address=127.0.0.1",
                    "--com.adobe.testing.s3mock.http-port=0",
                    "--com.adobe.testing.s3mock.store.initial-buckets=" + bucket))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      return new S3Server(process, awaitPort(process, log));
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static Path jar() {
    return Path.of(System.getProperty("qklm.s3.server", "target/s3-server/s3mock-exec.jar"));
  }

  /** Whether the build has copied it. */
  public static boolean isThere() {
    return Files.isRegularFile(jar());
  }

  private static Path ownClasses() throws IOException {
    try {
      return Path.of(
          LoopbackSelectors.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the folder of the test classes has no path", e);
    }
  }

  private static int awaitPort(Process process, Path log) throws IOException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (System.nanoTime() < end && process.isAlive()) {
      try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
        String started =
            lines.lines().filter(line -> line.contains("Tomcat started")).findFirst().orElse("");
        Matcher matcher = PORT.matcher(started);
        if (matcher.find()) {
          return Integer.parseInt(matcher.group(1));
        }
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    throw new IOException("the S3 server did not start: " + Files.readString(log));
  }

  public int port() {
    return port;
  }

  /** The address of a place in a bucket of this server. */
  public String address(String bucket, String prefix) {
    return address(bucket, prefix, port);
  }

  /** The same behind another port, such as that of a proxy. */
  public static String address(String bucket, String prefix, int port) {
    return "s3://"
        + bucket
        + "/"
        + prefix
        + "?region=eu-central-1&endpoint=http://127.0.0.1:"
        + port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
