package io.qklm.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a cluster is made of, as the build laid it out.
 *
 * @param qklm {@code deploy/target/qklm}: the job jar, {@code flink-lib}, {@code broker}
 * @param flink jars of a Flink distribution; those for SQL lie in the folder {@code flink-sql}
 *     beside it
 */
public record ClusterHome(Path qklm, Path flink) {

  private static final String LEASH = "io/qklm/cluster/leash/Leash.class";

  /** System property with {@link #qklm}. */
  public static final String QKLM_PROPERTY = "qklm.home";

  /** System property with {@link #flink}. */
  public static final String FLINK_PROPERTY = "qklm.flink";

  /**
   * The folders that the system properties name.
   *
   * @throws ClusterException if one is missing
   */
  public static ClusterHome current() throws ClusterException {
    ClusterHome home = new ClusterHome(folder(QKLM_PROPERTY), folder(FLINK_PROPERTY));
    if (!Files.isRegularFile(home.jobJar())) {
      throw new ClusterException(
          "there is no job jar '" + home.jobJar() + "'; build it with 'mvn -DskipTests package'");
    }
    return home;
  }

  private static Path folder(String property) throws ClusterException {
    String value = System.getProperty(property, "");
    Path folder = Path.of(value).toAbsolutePath().normalize();
    if (value.isBlank() || !Files.isDirectory(folder)) {
      throw new ClusterException(
          "the system property '"
              + property
              + "' is '"
              + value
              + "', which is not a folder; build with 'mvn -DskipTests package' and set it");
    }
    return folder;
  }

  /** The job as it is handed to {@code flink run}. */
  public Path jobJar() {
    return qklm.resolve("qklm-job.jar");
  }

  /** The class path of the command {@code qklm}. */
  Path command() {
    return qklm.resolve("lib").resolve("*");
  }

  /** Jars of the Kafka broker. */
  public Path broker() {
    return qklm.resolve("broker");
  }

  /**
   * Lays a Flink's {@code lib} folder, as the README tells a user to: Flink's jars and those that
   * hold native libraries. The leash lies beside it.
   *
   * @param sql whether with the jars for SQL
   * @return the class path of a Flink process
   */
  List<Path> layFlink(Path folder, boolean sql) throws IOException {
    Path lib = Files.createDirectories(folder.resolve("lib"));
    List<Path> sources = new ArrayList<>(List.of(flink, qklm.resolve("flink-lib")));
    if (sql) {
      sources.add(flink.resolveSibling("flink-sql"));
    }
    for (Path from : sources) {
      try (Stream<Path> jars = Files.list(from)) {
        for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
          Files.createSymbolicLink(lib.resolve(jar.getFileName()), jar);
        }
      }
    }
    List<Path> classPath = new ArrayList<>();
    classPath.add(lib.resolve("*"));
    classPath.add(layLeash(folder.resolve("leash")));
    return classPath;
  }

  /** Removes the links that {@link #layFlink} made, so that nothing that clears up follows them. */
  static void removeFlink(Path folder) throws IOException {
    try (Stream<Path> jars = Files.list(folder.resolve("lib"))) {
      for (Path jar : jars.toList()) {
        Files.delete(jar);
      }
    }
  }

  /** Lays the leash's class alone, so that no other class comes with it. */
  static Path layLeash(Path folder) throws IOException {
    Path leash = folder.resolve(LEASH);
    Files.createDirectories(leash.getParent());
    try (InputStream in = ClusterHome.class.getClassLoader().getResourceAsStream(LEASH)) {
      if (in == null) {
        throw new ClusterException("the class of the leash is not on the class path");
      }
      Files.copy(in, leash);
    }
    return folder;
  }
}
