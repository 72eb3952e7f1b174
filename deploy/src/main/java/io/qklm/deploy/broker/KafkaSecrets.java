package io.qklm.deploy.broker;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Secrets in the settings of Kafka clients, named and not written: {@code ${file:FILE:KEY}} for a
 * line of a properties file, {@code ${directory:FOLDER:FILE}} for a whole file, {@code ${env:NAME}}
 * for a variable of the environment. Kafka's own providers read them when a client is made, on
 * whatever machine that is, so that no job graph, command line or log holds them.
 */
public final class KafkaSecrets {

  private static final String PROVIDERS = "config.providers";

  private static final Pattern NAMED = Pattern.compile("\\$\\{(file|directory|env):([^}]*)}");

  private static final Map<String, String> CLASSES =
      new TreeMap<>(
          Map.of(
              "file", FileConfigProvider.class.getName(),
              "directory", DirectoryConfigProvider.class.getName(),
              "env", EnvVarConfigProvider.class.getName()));

  private KafkaSecrets() {}

  /** The settings, with the providers that they need unless they name some themselves. */
  public static Map<String, String> withProviders(Map<String, String> settings) {
    boolean named = settings.values().stream().anyMatch(value -> NAMED.matcher(value).find());
    if (!named || settings.containsKey(PROVIDERS)) {
      return settings;
    }
    Map<String, String> complete = new LinkedHashMap<>(settings);
    complete.put(PROVIDERS, String.join(",", CLASSES.keySet()));
    CLASSES.forEach((name, type) -> complete.put(PROVIDERS + "." + name + ".class", type));
    return complete;
  }

  /**
   * Checks that every secret is there, for Kafka takes a name that stands for nothing as the secret
   * itself.
   *
   * @throws KafkaBrokerException with a sentence that says which is not
   */
  static void check(Map<String, String> settings) throws KafkaBrokerException {
    check(settings, System::getenv);
  }

  static void check(Map<String, String> settings, UnaryOperator<String> environment)
      throws KafkaBrokerException {
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      Matcher secret = NAMED.matcher(setting.getValue());
      while (secret.find()) {
        Optional<String> problem = problem(secret.group(1), secret.group(2), environment);
        if (problem.isPresent()) {
          throw new KafkaBrokerException(
              "Kafka's setting "
                  + setting.getKey()
                  + " names a secret that is not there: "
                  + secret.group()
                  + ", but "
                  + problem.get());
        }
      }
    }
  }

  private static Optional<String> problem(
      String provider, String place, UnaryOperator<String> environment) {
    if (provider.equals("env")) {
      return Optional.ofNullable(environment.apply(place)).isPresent()
          ? Optional.empty()
          : Optional.of("the environment has no variable " + place);
    }
    int colon = place.lastIndexOf(':');
    if (colon < 0) {
      return Optional.of(
          provider.equals("file")
              ? "a key is missing; write ${file:FILE:KEY}"
              : "a file is missing; write ${directory:FOLDER:FILE}");
    }
    Path path = Path.of(place.substring(0, colon));
    String key = place.substring(colon + 1);
    if (provider.equals("directory")) {
      return Files.isReadable(path.resolve(key))
          ? Optional.empty()
          : Optional.of(path.resolve(key) + " is no file that can be read");
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.of(path + " cannot be read (" + e.getClass().getSimpleName() + ")");
    }
    return properties.containsKey(key)
        ? Optional.empty()
        : Optional.of(path + " has no line " + key + "=...");
  }
}
