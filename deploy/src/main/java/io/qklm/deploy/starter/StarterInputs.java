package io.qklm.deploy.starter;

import io.qklm.deploy.Distribution;
import io.qklm.kg.store.build.KnowledgeBuild;
import io.qklm.kg.store.files.Sha256;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/** All that the starter knowledge is made from, as one digest. */
final class StarterInputs {

  private static final int DIGEST_CHARACTERS = 12;

  /** Jars of other projects do not change under their name, and hashing 46 MB takes time. */
  private static final String OURS = "qklm-";

  private StarterInputs() {}

  static String digest(Distribution distribution) throws IOException {
    if (!Files.isDirectory(distribution.starter())) {
      throw new IOException(
          "the folder '"
              + distribution.starter()
              + "' is missing, from which the starter knowledge is made; build again with"
              + " 'mvn -DskipTests package', or name knowledge of your own with --knowledge");
    }
    MessageDigest digest = Sha256.start();
    try (Stream<Path> files = Files.list(distribution.starter())) {
      List<Path> sorted = files.sorted().toList();
      for (Path file : sorted) {
        String name = file.getFileName().toString();
        add(digest, name + " " + Files.size(file));
        if (name.startsWith(OURS)) {
          digest.update(Files.readAllBytes(file));
        }
      }
    }
    // The code that reads and builds, with the supplement that lies in it.
    Path code = jarOf(KnowledgeBuild.class);
    if (Files.isRegularFile(code)) {
      digest.update(Files.readAllBytes(code));
    }
    add(digest, ModelBundle.zeroShot().digest());
    try (InputStream vectors = StarterKnowledge.class.getResourceAsStream("vectors.qkv")) {
      if (vectors != null) {
        digest.update(vectors.readAllBytes());
      }
    }
    return Sha256.hex(digest.digest()).substring(0, DIGEST_CHARACTERS);
  }

  private static void add(MessageDigest digest, String text) {
    digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static Path jarOf(Class<?> type) throws IOException {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the place of " + type.getName() + " is no path: " + e, e);
    }
  }
}
