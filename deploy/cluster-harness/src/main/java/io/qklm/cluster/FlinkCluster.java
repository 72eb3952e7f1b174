package io.qklm.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Flink session cluster: a job manager, one worker and, if asked for, ZooKeeper. */
public final class FlinkCluster implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration SUBMIT = Duration.ofMinutes(2);
  private static final Pattern SUBMITTED = Pattern.compile("JobID ([0-9a-f]{32})");
  private static final String LOGGING = "io/qklm/cluster/log4j2-cluster.properties";

  /** As docs/guarantees.md tells users: else glibc keeps what closed engines gave back. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "ORT_DISABLE_TELEMETRY",
          "1",
          "MALLOC_ARENA_MAX",
          "2",
          "MALLOC_TRIM_THRESHOLD_",
          "131072");

  /** What Flink's own configuration opens for it on Java 17. */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.net",
          "java.io",
          "java.nio",
          "sun.nio.ch",
          "java.lang.reflect",
          "java.text",
          "java.time",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.concurrent.locks");

  private final ClusterHome home;
  private final FlinkSettings settings;
  private final List<Path> classPath;
  private final FlinkRest rest;
  private final Optional<JavaProcess> zooKeeper;
  private JavaProcess jobManager;
  private JavaProcess worker;
  private int submissions;

  private FlinkCluster(
      ClusterHome home,
      FlinkSettings settings,
      List<Path> classPath,
      Optional<JavaProcess> zooKeeper)
      throws IOException {
    this.home = home;
    this.settings = settings;
    this.classPath = classPath;
    this.rest = new FlinkRest(settings.restPort());
    this.zooKeeper = zooKeeper;
    this.jobManager = launchJobManager();
    this.worker = launchWorker();
  }

  /**
   * Starts a cluster and waits until its worker is registered.
   *
   * @throws ClusterException if that takes longer than a minute and a half
   */
  public static FlinkCluster start(ClusterOptions options)
      throws IOException, InterruptedException {
    FlinkSettings settings = FlinkSettings.of(options);
    settings.write();
    List<Path> classPath =
        options.home().layFlink(options.folder().resolve("flink"), options.sql());
    copyLogging(settings.conf());
    Optional<JavaProcess> zooKeeper = Optional.empty();
    if (options.highAvailability()) {
      zooKeeper = Optional.of(launchZooKeeper(settings, classPath));
    }
    FlinkCluster cluster = new FlinkCluster(options.home(), settings, classPath, zooKeeper);
    try {
      cluster.awaitWorker();
      return cluster;
    } catch (IOException | InterruptedException e) {
      cluster.close();
      throw e;
    }
  }

  /** The job manager's REST interface. */
  public FlinkRest rest() {
    return rest;
  }

  /** The worker's process. */
  public JavaProcess worker() {
    return worker;
  }

  /** The job manager's process. */
  public JavaProcess jobManager() {
    return jobManager;
  }

  /** Kills the worker and starts another, as an orchestrator would. */
  public void replaceWorker() throws IOException, InterruptedException {
    worker.kill();
    worker = launchWorker();
  }

  /** Kills the job manager and starts another at the same address, as an orchestrator would. */
  public void replaceJobManager() throws IOException, InterruptedException {
    jobManager.kill();
    jobManager = launchJobManager();
  }

  /** Waits until the worker is registered with the job manager. */
  public void awaitWorker() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (rest.workers() < 1) {
      for (JavaProcess process : List.of(jobManager, worker)) {
        if (!process.isAlive()) {
          throw new ClusterException(process.name() + " has ended:\n" + process.tail());
        }
      }
      if (System.nanoTime() > deadline) {
        throw new ClusterException(
            "the worker was not registered within "
                + START.toSeconds()
                + " s; its last lines:\n"
                + worker.tail());
      }
      Thread.sleep(100);
    }
  }

  /**
   * Submits the enrichment job as a user does, with {@code flink run}.
   *
   * @param state the checkpoint or savepoint to go on from
   * @param arguments of the job
   * @return the job's id
   * @throws ClusterException if the client refuses it; the message holds what it printed
   */
  public String submit(Optional<String> state, List<String> arguments)
      throws IOException, InterruptedException {
    return submit(home.jobJar(), state, arguments);
  }

  /** The same with another jar. */
  public String submit(Path jar, Optional<String> state, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("org.apache.flink.client.cli.CliFrontend", "run", "-d"));
    state.ifPresent(path -> command.addAll(List.of("-s", path)));
    command.add(jar.toString());
    command.addAll(arguments);
    String printed = client(command);
    Matcher id = SUBMITTED.matcher(printed);
    if (!id.find()) {
      throw new ClusterException("the job was not submitted:\n" + printed);
    }
    return id.group(1);
  }

  /**
   * Runs a script with Flink's SQL client and the job jar, as docs/sql.md tells users.
   *
   * @return what the client printed
   * @throws ClusterException if it ends with a failure; the message holds what it printed
   */
  public String runSql(Path script) throws IOException, InterruptedException {
    return client(
        List.of(
            "org.apache.flink.table.client.SqlClient",
            "embedded",
            "-f",
            script.toString(),
            "-j",
            home.jobJar().toString()));
  }

  private String client(List<String> command) throws IOException, InterruptedException {
    submissions++;
    try (JavaProcess client =
        JavaProcess.start(
            new JavaProcess.Start(
                "client-" + submissions,
                settings.folder().resolve("log"),
                classPath,
                options(256),
                command,
                Map.of("FLINK_CONF_DIR", settings.conf().toString())))) {
      int exitCode = client.await(SUBMIT);
      if (exitCode != 0) {
        throw new ClusterException("the client failed:\n" + client.tail());
      }
      return Files.readString(client.log());
    }
  }

  /** Where workers keep RocksDB's files of keyed state; empty while there are none. */
  public List<Path> keyedState() throws IOException {
    Path root = settings.folder().resolve("tmp");
    try (Stream<Path> files = Files.find(root, 8, (path, kind) -> path.endsWith("db/CURRENT"))) {
      return files.toList();
    } catch (UncheckedIOException e) {
      // Something went away while this looked.
      return List.of();
    }
  }

  /** The newest whole checkpoint that is kept of a job. */
  public Optional<String> checkpoint(String job) throws IOException {
    Path folder = settings.folder().resolve("checkpoints").resolve(job);
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> checkpoints = Files.list(folder)) {
      return checkpoints
          .filter(path -> Files.isRegularFile(path.resolve("_metadata")))
          .max(Comparator.comparingInt(FlinkCluster::number))
          .map(path -> path.toUri().toString());
    }
  }

  private static int number(Path checkpoint) {
    return Integer.parseInt(checkpoint.getFileName().toString().replace("chk-", ""));
  }

  @Override
  public void close() {
    worker.close();
    jobManager.close();
    zooKeeper.ifPresent(JavaProcess::close);
    try {
      ClusterHome.removeFlink(settings.folder().resolve("flink"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JavaProcess launchZooKeeper(FlinkSettings settings, List<Path> classPath)
      throws IOException {
    return JavaProcess.start(
        new JavaProcess.Start(
            "zookeeper",
            settings.folder().resolve("log"),
            classPath,
            javaOptions(settings, 64),
            List.of(
                "org.apache.flink.shaded.zookeeper3.org.apache.zookeeper.server.ZooKeeperServerMain",
                settings.zooKeeperConf().toString()),
            Map.of()));
  }

  private JavaProcess launchJobManager() throws IOException {
    return flink(
        "jobmanager",
        256,
        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint");
  }

  private JavaProcess launchWorker() throws IOException {
    return flink(
        "taskmanager",
        FlinkSettings.workerHeapMegabytes(),
        "org.apache.flink.runtime.taskexecutor.TaskManagerRunner");
  }

  private JavaProcess flink(String name, int heapMegabytes, String main) throws IOException {
    return JavaProcess.start(
        new JavaProcess.Start(
            name,
            settings.folder().resolve("log"),
            classPath,
            options(heapMegabytes),
            List.of(main, "--configDir", settings.conf().toString()),
            ENVIRONMENT));
  }

  private List<String> options(int heapMegabytes) {
    return javaOptions(settings, heapMegabytes);
  }

  static List<String> javaOptions(FlinkSettings settings, int heapMegabytes) {
    List<String> options = new ArrayList<>();
    options.add("-Xmx" + heapMegabytes + "m");
    // Touched at the start, the heap is no part of what a worker's memory grows by later.
    options.add("-Xms" + heapMegabytes + "m");
    options.add("-XX:+AlwaysPreTouch");
    options.add("-XX:MaxMetaspaceSize=256m");
    options.add("-XX:+UseSerialGC");
    options.add("-XX:TieredStopAtLevel=1");
    options.add("-Djava.awt.headless=true");
    options.add("-Djava.io.tmpdir=" + settings.folder().resolve("tmp"));
    options.add("-Dlog4j2.configurationFile=" + settings.conf().resolve("log4j2.properties"));
    options.add("--add-exports=java.base/sun.net.util=ALL-UNNAMED");
    for (String opened : OPENED) {
      options.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    return options;
  }

  private static void copyLogging(Path conf) throws IOException {
    try (var in = FlinkCluster.class.getClassLoader().getResourceAsStream(LOGGING)) {
      if (in == null) {
        throw new ClusterException(LOGGING + " is not on the class path");
      }
      Files.copy(in, conf.resolve("log4j2.properties"));
    }
  }
}
