package io.qklm.training.run;

import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.files.Sha256;
import io.qklm.model.Qklm;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/** SHA-256 of the classes of the trainer, the model and the store, in folders or in jars. */
public final class CodeDigest {

  private CodeDigest() {}

  /**
   * Of the code that runs.
   *
   * @throws IOException if its classes cannot be read
   */
  public static String current() throws IOException {
    MessageDigest digest = Sha256.start();
    for (Class<?> part : List.of(CodeDigest.class, Qklm.class, KnowledgeSnapshot.class)) {
      add(digest, location(part));
    }
    return Sha256.hex(digest.digest());
  }

  private static Path location(Class<?> part) throws IOException {
    try {
      return Path.of(part.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the classes of " + part.getName() + " are at no path", e);
    }
  }

  private static void add(MessageDigest digest, Path location) throws IOException {
    if (Files.isDirectory(location)) {
      addClasses(digest, location);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(location)) {
        addClasses(digest, jar.getPath("/"));
      }
    }
  }

  private static void addClasses(MessageDigest digest, Path root) throws IOException {
    List<Path> classes;
    try (Stream<Path> files = Files.walk(root)) {
      classes = files.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
    for (Path file : classes) {
      try (InputStream in = Files.newInputStream(file)) {
        digest.update(in.readAllBytes());
      }
    }
  }
}
