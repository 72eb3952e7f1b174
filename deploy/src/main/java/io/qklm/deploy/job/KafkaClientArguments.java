package io.qklm.deploy.job;

import io.qklm.deploy.broker.KafkaSecrets;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings of Kafka clients on a command line. Picocli fills the fields. */
public final class KafkaClientArguments {

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "Settings of the Kafka clients, such as security, as a properties file. Secrets stand in"
              + " it by name: $${file:FILE:KEY}, $${directory:FOLDER:FILE} or $${env:NAME}.")
  private @Nullable Path file;

  @Option(
      names = "--kafka-property",
      paramLabel = "NAME=VALUE",
      description =
          "Further setting of the Kafka clients, over those of the file; repeatable. A password"
              + " belongs into the file: a command line is seen by others.")
  private Map<String, String> properties = new LinkedHashMap<>();

  /**
   * All settings, in Kafka's words.
   *
   * @throws IllegalArgumentException with a sentence when the file cannot be read
   */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    if (file != null) {
      Properties read = new Properties();
      try (Reader reader = Files.newBufferedReader(file)) {
        read.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        // Of a line that is wrong, Java's message tells nothing that is in it.
        throw new IllegalArgumentException(
            "the file of Kafka's settings '"
                + file
                + "' cannot be read ("
                + e.getClass().getSimpleName()
                + "); give a properties file with --kafka-config",
            e);
      }
      read.stringPropertyNames().forEach(name -> settings.put(name, read.getProperty(name)));
    }
    settings.putAll(properties);
    return KafkaSecrets.withProviders(settings);
  }
}
