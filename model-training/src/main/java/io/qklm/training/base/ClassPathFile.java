package io.qklm.training.base;

import java.io.IOException;
import java.io.InputStream;

/** Files of published jars. */
final class ClassPathFile {

  private ClassPathFile() {}

  /**
   * The bytes of {@code file}.
   *
   * @param artefact the jar that has it, for the message
   * @throws IOException if it is not on the class path
   */
  static byte[] read(String file, String artefact) throws IOException {
    try (InputStream in = ClassPathFile.class.getResourceAsStream("/" + file)) {
      if (in == null) {
        throw new IOException(file + " is not on the class path; add the jar " + artefact);
      }
      return in.readAllBytes();
    }
  }
}
