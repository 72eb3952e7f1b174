package io.qklm.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this code, as the build wrote it beside the classes. */
public final class CodeVersion {

  private static final String FILE = "/io/qklm/model/version.properties";

  private CodeVersion() {}

  /** Such as {@code 0.1.0-SNAPSHOT}. */
  public static String current() {
    try (InputStream in = CodeVersion.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the build left out " + FILE);
      }
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }
}
