package io.qklm.kg.store.build;

import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.quantize.ProductQuantizer;
import io.qklm.kg.quantize.ProductQuantizerTrainer;
import io.qklm.kg.store.build.KnowledgeBuild.Options;
import io.qklm.kg.store.build.Staging.Cursor;
import io.qklm.kg.store.build.Staging.Table;
import io.qklm.kg.store.format.EntityRecordCodec;
import io.qklm.kg.store.format.Family;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives every entity its code: looked up where an earlier build computed it, else embedded, a few
 * hundred texts at a time, and quantized. The embedder is called from this thread alone.
 */
public final class CodePass {

  private static final int EMBED_BATCH = 256;

  /** Entities that wait while a batch of texts fills; bounds memory where most codes are known. */
  private static final int MAX_WAITING = 4_096;

  private static final int TRAINING_ITERATIONS = 20;
  private static final int MOST_TRAINING_THREADS = 8;

  private final Options options;
  private final Staging staging;
  private final SnapshotWriter writer;
  private final EntityEmbedder embedder;
  private final BuildTally tally;
  private final BuildWatch watch;
  private final CodeJournal journal;

  CodePass(
      Options options,
      Staging staging,
      SnapshotWriter writer,
      EntityEmbedder embedder,
      BuildTally tally,
      BuildWatch watch,
      CodeJournal journal) {
    this.journal = journal;
    this.options = options;
    this.staging = staging;
    this.writer = writer;
    this.embedder = embedder;
    this.tally = tally;
    this.watch = watch;
  }

  /** Codes known before an entity is embedded. */
  private interface KnownCodes {
    Optional<byte[]> code(int ordinal, String verbalized);
  }

  /** An entity that waits to be written; its code is null until its text is embedded. */
  private static final class Waiting {
    final int ordinal;
    final StagedRecord record;
    byte @Nullable [] code;

    Waiting(int ordinal, StagedRecord record, byte @Nullable [] code) {
      this.ordinal = ordinal;
      this.record = record;
      this.code = code;
    }
  }

  /** Writes the entities with their codes; the codebooks. */
  ProductQuantizer write(Optional<PrecomputedCodes> precomputed) throws IOException {
    if (precomputed.isPresent()) {
      PrecomputedCodes codes = precomputed.get();
      KnownCodes known = (ordinal, text) -> codes.code(text);
      encodeAll(codes.quantizer(), known);
      return codes.quantizer();
    }
    Optional<ProductQuantizer> trained = journal.quantizer();
    if (trained.isPresent()) {
      encodeAll(trained.get(), (ordinal, text) -> Optional.empty());
      return trained.get();
    }
    int count = Math.toIntExact(tally.entities);
    BitSet sample = sample(count, options.vectors());
    float[][] vectors = embedSample(sample);
    ProductQuantizer quantizer = train(vectors, options.vectors(), watch);
    byte[] codes = quantizer.encode(vectors);
    int m = quantizer.subspaces();
    KnownCodes known =
        new KnownCodes() {
          private int row;

          @Override
          public Optional<byte[]> code(int ordinal, String verbalized) {
            // Called in the order of ordinals, which is the order of the sample's rows.
            if (!sample.get(ordinal)) {
              return Optional.empty();
            }
            int from = row++ * m;
            return Optional.of(Arrays.copyOfRange(codes, from, from + m));
          }
        };
    long before = tally.precomputed;
    encodeAll(quantizer, known);
    // What the sample knew was embedded too, only earlier.
    tally.embedded += tally.precomputed - before;
    tally.precomputed = before;
    return quantizer;
  }

  /** A seeded choice of numbers below {@code count} to train on, in one walk. */
  public static BitSet sample(int count, VectorOptions wanted) {
    SplittableRandom random = new SplittableRandom(wanted.seed());
    BitSet chosen = new BitSet(count);
    int left = Math.min(wanted.trainingSample(), count);
    for (int ordinal = 0; ordinal < count && left > 0; ordinal++) {
      if (random.nextInt(count - ordinal) < left) {
        chosen.set(ordinal);
        left--;
      }
    }
    return chosen;
  }

  private float[][] embedSample(BitSet sample) throws IOException {
    int wanted = sample.cardinality();
    watch.phase("embedding a sample for the codebooks", wanted);
    List<float[]> vectors = new ArrayList<>(wanted);
    List<String> texts = new ArrayList<>(EMBED_BATCH);
    try (Cursor cursor = staging.scan(Table.RECORDS)) {
      for (int ordinal = 0; cursor.next(); ordinal++) {
        if (sample.get(ordinal)) {
          texts.add(StagedRecord.decode(cursor.value()).verbalized());
        }
        if (texts.size() == EMBED_BATCH) {
          vectors.addAll(Arrays.asList(embed(texts)));
          texts.clear();
        }
      }
    }
    if (!texts.isEmpty()) {
      vectors.addAll(Arrays.asList(embed(texts)));
    }
    return vectors.toArray(new float[0][]);
  }

  private float[][] embed(List<String> texts) throws IOException {
    float[][] vectors = embedder.embed(List.copyOf(texts));
    if (vectors.length != texts.size()) {
      throw new IllegalStateException(
          "the embedder gave " + vectors.length + " vectors for " + texts.size() + " texts");
    }
    watch.advance(texts.size());
    return vectors;
  }

  public static ProductQuantizer train(float[][] vectors, VectorOptions wanted, BuildWatch watch) {
    watch.phase("training codebooks", wanted.bytes());
    int threads = Math.min(MOST_TRAINING_THREADS, Runtime.getRuntime().availableProcessors());
    ProductQuantizerTrainer.Options how =
        new ProductQuantizerTrainer.Options(
            wanted.bytes(),
            TRAINING_ITERATIONS,
            Math.max(ProductQuantizer.CENTROIDS, vectors.length),
            wanted.seed());
    ProductQuantizerTrainer trainer =
        new ProductQuantizerTrainer(wanted.rotated() ? how.withRotation() : how, threads);
    return trainer.train(vectors);
  }

  private void encodeAll(ProductQuantizer quantizer, KnownCodes known) throws IOException {
    watch.phase("embedding entities", tally.entities);
    journal.begin(quantizer);
    if (journal.known() > 0) {
      watch.note("going on after " + journal.known() + " entities that have their codes");
    }
    EntityRecordCodec codec = new EntityRecordCodec(quantizer.subspaces());
    Optional<PrecomputedCodes.Collector> collector =
        options
            .codesFile()
            .map(file -> new PrecomputedCodes.Collector(embedder.digest(), quantizer));
    List<Waiting> waiting = new ArrayList<>();
    int unknown = 0;
    try (Cursor cursor = staging.scan(Table.RECORDS)) {
      for (int ordinal = 0; cursor.next(); ordinal++) {
        StagedRecord record = StagedRecord.decode(cursor.value());
        Optional<byte[]> journaled = journal.next();
        byte[] code = known.code(ordinal, record.verbalized()).or(() -> journaled).orElse(null);
        unknown += code == null ? 1 : 0;
        waiting.add(new Waiting(ordinal, record, code));
        if (unknown == EMBED_BATCH || waiting.size() == MAX_WAITING) {
          writeWaiting(waiting, quantizer, codec, collector);
          unknown = 0;
        }
      }
    }
    writeWaiting(waiting, quantizer, codec, collector);
    if (collector.isPresent() && options.codesFile().isPresent()) {
      collector.get().finish().write(options.codesFile().get());
    }
  }

  private void writeWaiting(
      List<Waiting> waiting,
      ProductQuantizer quantizer,
      EntityRecordCodec codec,
      Optional<PrecomputedCodes.Collector> collector)
      throws IOException {
    List<Waiting> unknown = waiting.stream().filter(entity -> entity.code == null).toList();
    if (!unknown.isEmpty()) {
      float[][] vectors = embed(unknown.stream().map(e -> e.record.verbalized()).toList());
      // Each code depends on its vector alone, so threads change nothing but the time.
      IntStream.range(0, vectors.length)
          .parallel()
          .forEach(
              i -> {
                byte[] code = new byte[quantizer.subspaces()];
                quantizer.encode(vectors[i], code, 0);
                unknown.get(i).code = code;
              });
    }
    tally.embedded += unknown.size();
    tally.precomputed += waiting.size() - unknown.size();
    watch.advance(waiting.size() - unknown.size());
    for (Waiting entity : waiting) {
      byte[] code = entity.code;
      if (code == null) {
        throw new IllegalStateException("entity " + entity.record.id() + " got no code");
      }
      StagedRecord record = entity.record;
      writer.put(
          Family.ENTITIES,
          Family.ordinalKey(entity.ordinal),
          codec.encode(record.id(), record.kind(), record.rank(), code));
      collector.ifPresent(codes -> codes.add(record.verbalized(), code));
      journal.add(entity.ordinal, code);
    }
    journal.write();
    waiting.clear();
  }
}
