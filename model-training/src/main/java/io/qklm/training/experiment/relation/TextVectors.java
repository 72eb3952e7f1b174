package io.qklm.training.experiment.relation;

import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.store.files.Sha256;
import io.qklm.training.data.TripleSet;
import io.qklm.training.onnx.Weight;
import io.qklm.training.store.Safetensors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;

/** The vectors of entities' texts, kept in a file so that they are computed once. */
public final class TextVectors {

  private static final int TEXTS_AT_A_TIME = 256;
  private static final String NAME = "texts";
  private static final String DIGEST = "qklm.texts";

  private TextVectors() {}

  /**
   * The vector of every entity's text, {@code [entities][dimension]}.
   *
   * @param file where they are kept; made anew if texts or encoder have changed
   */
  public static float[][] of(TripleSet set, EntityEmbedder embedder, Path file) throws IOException {
    String digest = digest(set.texts(), embedder);
    if (Files.exists(file)) {
      Safetensors kept = Safetensors.open(file);
      if (digest.equals(kept.metadata().get(DIGEST))) {
        Weight weight = kept.read(NAME);
        return RowMajor.rows(weight.values(), set.entities());
      }
    }
    float[][] vectors = new float[set.entities()][];
    for (int from = 0; from < vectors.length; from += TEXTS_AT_A_TIME) {
      int to = Math.min(vectors.length, from + TEXTS_AT_A_TIME);
      float[][] some = embedder.embed(set.texts().subList(from, to));
      System.arraycopy(some, 0, vectors, from, some.length);
    }
    long[] shape = {vectors.length, embedder.dimension()};
    Safetensors.write(
        file,
        Map.of(NAME, new Safetensors.Source(shape, () -> RowMajor.flat(vectors))),
        Map.of(DIGEST, digest));
    return vectors;
  }

  private static String digest(List<String> texts, EntityEmbedder embedder) {
    MessageDigest sha256 = Sha256.start();
    sha256.update(embedder.digest().getBytes(StandardCharsets.UTF_8));
    for (String text : texts) {
      sha256.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return Sha256.hex(sha256.digest());
  }
}
