package io.qklm.model.large;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** A zip inside of a jar, read from its beginning, without unpacking either. */
public final class NestedZip implements AutoCloseable {

  private final ZipFile jar;
  private final ZipInputStream inner;
  private final String name;

  private NestedZip(ZipFile jar, ZipInputStream inner, String name) {
    this.jar = jar;
    this.inner = inner;
    this.name = name;
  }

  /**
   * Opens the zip called {@code inner}.
   *
   * @throws IOException if {@code jar} is none, or has none of that name
   */
  public static NestedZip open(Path jar, String inner) throws IOException {
    ZipFile file = new ZipFile(jar.toFile());
    ZipEntry entry = file.getEntry(inner);
    if (entry == null) {
      file.close();
      throw new IOException(jar + " has no entry " + inner);
    }
    return new NestedZip(file, new ZipInputStream(file.getInputStream(entry)), jar + "!/" + inner);
  }

  /**
   * The bytes of the entry {@code wanted}, which has not been passed by; closing them closes
   * nothing.
   *
   * @throws IOException if there is none
   */
  public InputStream find(String wanted) throws IOException {
    for (ZipEntry entry = inner.getNextEntry(); entry != null; entry = inner.getNextEntry()) {
      if (entry.getName().equals(wanted)) {
        return new FilterInputStream(inner) {
          @Override
          public void close() {
            // The zip is closed by its owner.
          }
        };
      }
    }
    throw new IOException(name + " has no entry " + wanted);
  }

  @Override
  public void close() throws IOException {
    try (jar) {
      inner.close();
    }
  }
}
