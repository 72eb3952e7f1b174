package io.qklm.deploy.broker;

import io.qklm.kg.store.files.FileTrees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One Kafka broker, its own controller, in a process of its own on free ports of the loopback
 * interface. It stops when closed, and also when this Java process ends in any way: the broker
 * leaves as soon as the pipe to its standard input breaks.
 */
public final class KafkaBrokerProcess implements AutoCloseable {

  /** Any valid id does; it only has to be the same at every start on the same data. */
  private static final String CLUSTER_ID = "QKLMStreamsQKLMStreams";

  private static final int LOG_TAIL_LINES = 15;
  private static final int ATTEMPTS = 3;
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Process process;
  private final String bootstrapServers;
  private final Path folder;
  private final boolean temporary;
  private final Path logFile;
  private final Thread hook;

  private KafkaBrokerProcess(
      Process process, String bootstrapServers, Path folder, boolean temporary, Path logFile) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
    this.folder = folder;
    this.temporary = temporary;
    this.logFile = logFile;
    this.hook = new Thread(this::stop, "qklm-broker-stop");
  }

  /**
   * Starts a broker and waits until it serves.
   *
   * @throws KafkaBrokerException when the jars are missing, the broker ends at once or does not
   *     serve in time
   */
  public static KafkaBrokerProcess start(KafkaBrokerOptions options) throws IOException {
    String jars = classPath(options.jars());
    boolean temporary = options.dataFolder().isEmpty();
    Path folder =
        temporary
            ? Files.createTempDirectory("qklm-broker-")
            : Files.createDirectories(options.dataFolder().get()).toAbsolutePath();
    for (int attempt = 1; ; attempt++) {
      KafkaBrokerProcess broker = launch(options, jars, folder, temporary);
      try {
        broker.awaitService(options.startTimeout());
        return broker;
      } catch (KafkaBrokerException e) {
        // Between choosing a free port and binding it, somebody else may have taken it.
        boolean portTaken = broker.logTail().contains("Address already in use");
        broker.closeProcess();
        if (!portTaken || attempt == ATTEMPTS) {
          broker.removeData();
          throw e;
        }
      }
    }
  }

  private static KafkaBrokerProcess launch(
      KafkaBrokerOptions options, String jars, Path folder, boolean temporary) throws IOException {
    int clients;
    int controller;
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket first = new ServerSocket(options.port().orElse(0), 1, loopback);
        ServerSocket second = new ServerSocket(0, 1, loopback)) {
      clients = first.getLocalPort();
      controller = second.getLocalPort();
    }
    Path settings = folder.resolve("server.properties");
    writeSettings(settings, settings(folder, clients, controller, options.settings()));
    List<String> command = new ArrayList<>(command(options, jars, settings));
    if (!options.users().isEmpty()) {
      command.add(writeUsers(folder.resolve("users"), options.users()).toString());
    }
    Path logFile = folder.resolve("broker.log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(logFile.toFile())
            .start();
    KafkaBrokerProcess broker =
        new KafkaBrokerProcess(process, "127.0.0.1:" + clients, folder, temporary, logFile);
    Runtime.getRuntime().addShutdownHook(broker.hook);
    return broker;
  }

  /** Address for clients, such as {@code 127.0.0.1:40001}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** What the broker logs; removed with the temporary folder at the end. */
  public Path logFile() {
    return logFile;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The broker's process id. */
  public long pid() {
    return process.pid();
  }

  /** Stops the broker: asked first, forced after ten seconds. Does nothing the second time. */
  @Override
  public void close() {
    closeProcess();
    removeData();
  }

  private void closeProcess() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The Java process is ending and the hook does the same work.
      return;
    }
    stopProcess();
  }

  private void stop() {
    stopProcess();
    removeData();
  }

  private void stopProcess() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void removeData() {
    if (!temporary) {
      return;
    }
    try {
      FileTrees.delete(folder);
    } catch (IOException e) {
      System.getLogger(KafkaBrokerProcess.class.getName())
          .log(System.Logger.Level.WARNING, "could not remove the broker's folder " + folder, e);
    }
  }

  private void awaitService(Duration timeout) throws KafkaBrokerException {
    long deadline = System.nanoTime() + timeout.toNanos();
    String started = "Kafka Server started";
    while (!logContains(started)) {
      if (!process.isAlive()) {
        throw new KafkaBrokerException(
            "the Kafka broker ended at its start with exit code "
                + process.exitValue()
                + "; the end of its log:\n"
                + logTail());
      }
      if (System.nanoTime() > deadline) {
        throw new KafkaBrokerException(
            "the Kafka broker did not serve within "
                + timeout.toSeconds()
                + " s; the machine may be too busy. The end of its log:\n"
                + logTail());
      }
      sleep();
    }
  }

  private static void sleep() throws KafkaBrokerException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaBrokerException("interrupted while the Kafka broker started", e);
    }
  }

  private boolean logContains(String words) {
    try (Stream<String> lines = Files.lines(logFile, StandardCharsets.ISO_8859_1)) {
      return lines.anyMatch(line -> line.contains(words));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /** The last lines of the broker's log, or why they cannot be read. */
  private String logTail() {
    try {
      // Latin 1 reads any bytes, so a half-written line is no error.
      List<String> lines = Files.readAllLines(logFile, StandardCharsets.ISO_8859_1);
      return String.join(
          "\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(" + logFile + " cannot be read: " + e.getMessage() + ")";
    }
  }

  private static List<String> command(KafkaBrokerOptions options, String jars, Path settings) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xms64m",
        "-Xmx" + options.heapMegabytes() + "m",
        // One small heap beside an engine that wants the cores.
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-Djava.awt.headless=true",
        "-Dlog4j2.configurationFile=classpath:io/qklm/deploy/broker/log4j2.properties",
        "-cp",
        jars,
        BrokerMain.class.getName(),
        settings.toString(),
        CLUSTER_ID);
  }

  /** The broker's jars, then the place this class comes from, for {@link BrokerMain}. */
  private static String classPath(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new KafkaBrokerException(
          "the folder of the Kafka broker's jars, "
              + folder
              + ", does not exist; build it with"
              + " 'mvn -DskipTests package'");
    }
    List<String> jars;
    try (Stream<Path> files = Files.list(folder)) {
      jars =
          files
              .map(file -> file.toAbsolutePath().toString())
              .filter(name -> name.endsWith(".jar"))
              .sorted()
              .collect(Collectors.toList());
    }
    if (jars.stream().noneMatch(name -> name.contains("kafka_2.13"))) {
      throw new KafkaBrokerException(
          "the folder "
              + folder
              + " holds no kafka_2.13 jar; build it with 'mvn -DskipTests"
              + " package'");
    }
    try {
      jars.add(
          Path.of(BrokerMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .toString());
    } catch (URISyntaxException e) {
      throw new KafkaBrokerException("this program's own location is no path: " + e, e);
    }
    return String.join(System.getProperty("path.separator"), jars);
  }

  private static Map<String, String> settings(
      Path folder, int clients, int controller, Map<String, String> overrides) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put(
        "listeners", "PLAINTEXT://127.0.0.1:" + clients + ",CONTROLLER://127.0.0.1:" + controller);
    settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + clients);
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
    settings.put("log.dirs", folder.resolve("data").toString());
    // One node has to be quorum enough for offsets and transactions.
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    // The defaults of 50 partitions each cost a second at the first transaction.
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("auto.create.topics.enable", "false");
    // The default of 128 MB is a third of this heap.
    settings.put("log.cleaner.dedupe.buffer.size", "8388608");
    settings.putAll(overrides);
    return settings;
  }

  private static Path writeUsers(Path file, Map<String, String> users) throws IOException {
    List<String> lines = new ArrayList<>();
    users.forEach(
        (name, password) ->
            lines.add("SCRAM-SHA-512=[name=" + name + ",password=" + password + "]"));
    Files.deleteIfExists(file);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return Files.write(file, lines);
  }

  private static void writeSettings(Path file, Map<String, String> settings) throws IOException {
    java.util.Properties properties = new java.util.Properties();
    properties.putAll(settings);
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      properties.store(writer, "written by qklm at every start");
    }
  }
}
