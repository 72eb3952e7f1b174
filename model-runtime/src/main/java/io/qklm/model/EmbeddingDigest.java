package io.qklm.model;

import io.qklm.kg.store.files.Sha256;
import java.nio.charset.StandardCharsets;

/** Which entity vectors a bundle's encoder gives, known without opening it. */
final class EmbeddingDigest {

  private EmbeddingDigest() {}

  /** The digest of the vectors that the encoder of {@code manifest}'s bundle gives. */
  static String of(BundleManifest manifest) {
    String shapers =
        manifest.files().stream()
            .map(BundleManifest.File::sha256)
            .reduce("", (a, b) -> a + b + "\n");
    String words =
        shapers + EntityVerbalizer.VERSION + "\nmean-pool\n" + EntityVerbalizer.MAX_TOKENS;
    return Sha256.hexOf(words.getBytes(StandardCharsets.UTF_8));
  }
}
