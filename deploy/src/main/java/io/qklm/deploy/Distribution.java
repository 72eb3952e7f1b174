package io.qklm.deploy;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder the build lays out: {@code lib}, {@code broker}, {@code starter}, {@code flink-lib}
 * and the job jar. The script {@code qklm} says where it is.
 *
 * @param home the folder, absolute
 */
public record Distribution(Path home) {

  /** Name of the system property that holds the folder. */
  public static final String HOME_PROPERTY = "qklm.home";

  /**
   * The distribution this process was started from.
   *
   * @throws IllegalStateException if the property is missing or names no folder
   */
  public static Distribution current() {
    String home = System.getProperty(HOME_PROPERTY, "");
    Path folder = Path.of(home).toAbsolutePath().normalize();
    if (home.isBlank() || !Files.isDirectory(folder)) {
      throw new IllegalStateException(
          "the system property '"
              + HOME_PROPERTY
              + "' is '"
              + home
              + "', which is not a folder; start the command by the script qklm, which sets it");
    }
    return new Distribution(folder);
  }

  /** Jars of the Kafka broker, which runs in a process of its own. */
  public Path broker() {
    return home.resolve("broker");
  }

  /** Jars the starter knowledge is made from. */
  public Path starter() {
    return home.resolve("starter");
  }

  /** Where knowledge built on this machine lies. */
  public Path knowledge() {
    return home.resolve("knowledge");
  }

  /** Where this process logs what a person need not read. */
  public Path log() {
    return home.resolve("log").resolve("qklm.log");
  }
}
