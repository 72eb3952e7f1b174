package io.qklm.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * Which code this is.
 *
 * @param number the release, such as {@code 0.1.0}
 * @param commit abbreviated git commit; absent when it was built outside a repository
 */
public record Version(String number, Optional<String> commit) {

  /** What was baked in when this was built. */
  public static Version current() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what was built: " + e.getMessage(), e);
    }
    return new Version(
        properties.getProperty("git.build.version", "unknown"),
        Optional.ofNullable(properties.getProperty("git.commit.id.abbrev"))
            .filter(commit -> !commit.isBlank()));
  }

  @Override
  public String toString() {
    return number + commit.map(id -> " (" + id + ")").orElse("");
  }
}
