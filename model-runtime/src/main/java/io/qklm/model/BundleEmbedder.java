package io.qklm.model;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.Fact;
import io.qklm.model.encoding.DocumentEncoder;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Entity vectors from the bundle's own encoder: the mean of the hidden states of the verbalised
 * entity, one text a run. Owns its session and its threads.
 */
public final class BundleEmbedder implements EntityEmbedder, AutoCloseable {

  private final Natives natives;
  private final DocumentEncoder encoder;
  private final ExecutorService workers;
  private final String digest;

  private BundleEmbedder(Natives natives, ExecutorService workers, String digest) {
    this.natives = natives;
    this.encoder = natives.documentEncoder();
    this.workers = workers;
    this.digest = digest;
  }

  /**
   * Opens the encoder that gives the vectors which the bundle reads.
   *
   * @param threads texts embedded at a time, at least 1
   * @throws BundleException if it is a trained bundle for vectors of another encoder than ours
   */
  public static BundleEmbedder open(ModelBundle bundle, int threads) throws IOException {
    ModelBundle encoder = encoderOf(bundle);
    Natives natives = Natives.open(encoder, 1);
    return new BundleEmbedder(
        natives, Executors.newFixedThreadPool(threads), EmbeddingDigest.of(encoder.manifest()));
  }

  /** A trained bundle reads vectors of the zero-shot encoder and has none itself. */
  private static ModelBundle encoderOf(ModelBundle bundle) throws IOException {
    if (bundle.manifest().trained().isEmpty()) {
      return bundle;
    }
    ModelBundle published = ModelBundle.zeroShot();
    if (!EmbeddingDigest.of(published.manifest()).equals(bundle.embeddingDigest())) {
      throw new BundleException(
          "the model "
              + bundle.name()
              + " reads entity vectors with the digest "
              + bundle.embeddingDigest()
              + ", which no encoder of this QKLM Streams gives (ours gives "
              + EmbeddingDigest.of(published.manifest())
              + "). Use the bundle with the version it was released for.");
    }
    return published;
  }

  @Override
  public int dimension() {
    return encoder.dimension();
  }

  @Override
  public String digest() {
    return digest;
  }

  @Override
  public String verbalize(Entity entity, List<Fact> facts) {
    return EntityVerbalizer.verbalize(entity);
  }

  @Override
  public float[][] embed(List<String> texts) {
    List<Future<float[]>> running =
        IntStream.range(0, texts.size())
            .mapToObj(
                i ->
                    workers.submit(
                        () -> encoder.encodeShort(texts.get(i), EntityVerbalizer.MAX_TOKENS)))
            .toList();
    float[][] vectors = new float[texts.size()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = await(running.get(i));
    }
    return vectors;
  }

  private static float[] await(Future<float[]> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while embedding entities", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("embedding an entity failed: " + e.getCause(), e.getCause());
    }
  }

  /** The workers first: they use the session. */
  @Override
  public void close() {
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES)) {
        throw new IllegalStateException("an embedding run did not end within a minute");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    natives.close();
  }
}
