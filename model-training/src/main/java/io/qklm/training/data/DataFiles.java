package io.qklm.training.data;

import io.qklm.kg.store.files.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Opens text files in UTF-8, compressed or not. */
public final class DataFiles {

  private DataFiles() {}

  /** The data folder: the one named, else $QKLM_DATA, else ../shared/data. */
  public static Path folder(@Nullable Path named) {
    if (named != null) {
      return named;
    }
    String known = System.getProperty("qklm.data", System.getenv("QKLM_DATA"));
    return known == null ? Path.of("..", "shared", "data") : Path.of(known);
  }

  /** The first 16 hex digits of a file's SHA-256, for tables. */
  public static String digest(Path file) throws IOException {
    return Sha256.hexOf(file).substring(0, 16);
  }

  /** Opens {@code file}; a name that ends in {@code .gz} is unpacked on the way. */
  public static BufferedReader open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "the data file "
              + file
              + " does not exist; set QKLM_DATA or --data to the data's folder");
    }
    InputStream in = Files.newInputStream(file);
    try {
      InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
      return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
