package io.qklm.kg.store.change;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.Fact;
import io.qklm.kg.quantize.ProductQuantizer;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.build.BuildWatch;
import io.qklm.kg.store.build.CodePass;
import io.qklm.kg.store.build.SnapshotWriter;
import io.qklm.kg.store.build.VectorOptions;
import io.qklm.kg.store.format.EntityRecordCodec;
import io.qklm.kg.store.format.Family;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.kg.store.format.TextRecordCodec;
import io.qklm.kg.store.format.TextRecordCodec.TextRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The entity records of a compaction: the parent's as they are, or with codes of new codebooks.
 * Retired entities keep their records, with a code of zeros in new codebooks.
 */
final class Recoding {

  private static final int EMBED_BATCH = 256;

  private final KnowledgeSnapshot parent;
  private final Optional<EntityEmbedder> embedder;
  private final ProductQuantizer quantizer;
  private long recoded;

  private Recoding(
      KnowledgeSnapshot parent, Optional<EntityEmbedder> embedder, ProductQuantizer quantizer) {
    this.parent = parent;
    this.embedder = embedder;
    this.quantizer = quantizer;
  }

  /** Keeps the codes. */
  static Recoding none(KnowledgeSnapshot parent) {
    return new Recoding(parent, Optional.empty(), parent.quantizer());
  }

  /** Trains codebooks on a seeded sample of the entities. */
  static Recoding train(
      KnowledgeSnapshot parent, EntityEmbedder embedder, VectorOptions wanted, BuildWatch watch)
      throws IOException {
    BitSet live = new BitSet();
    parent
        .database()
        .scan(
            Family.ENTITIES,
            (key, value) -> {
              if (!EntityRecordCodec.retired(value)) {
                live.set(Family.ordinal(key));
              }
              return true;
            });
    if (live.isEmpty()) {
      throw new IOException(
          "every entity in " + parent.folder() + " is retired; there is nothing to train on");
    }
    int[] ordinals = live.stream().toArray();
    BitSet sample = CodePass.sample(ordinals.length, wanted);
    watch.phase("embedding a sample for the codebooks", sample.cardinality());
    Recoding reading = new Recoding(parent, Optional.of(embedder), parent.quantizer());
    List<float[]> vectors = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = sample.nextSetBit(0); i >= 0; i = sample.nextSetBit(i + 1)) {
      texts.add(reading.verbalize(embedder, ordinals[i]));
      if (texts.size() == EMBED_BATCH) {
        vectors.addAll(List.of(embed(embedder, texts, watch)));
        texts.clear();
      }
    }
    if (!texts.isEmpty()) {
      vectors.addAll(List.of(embed(embedder, texts, watch)));
    }
    ProductQuantizer trained = CodePass.train(vectors.toArray(new float[0][]), wanted, watch);
    return new Recoding(parent, Optional.of(embedder), trained);
  }

  private static float[][] embed(EntityEmbedder embedder, List<String> texts, BuildWatch watch)
      throws IOException {
    float[][] vectors = embedder.embed(List.copyOf(texts));
    if (vectors.length != texts.size()) {
      throw new IllegalStateException(
          "the embedder gave " + vectors.length + " vectors for " + texts.size() + " texts");
    }
    watch.advance(texts.size());
    return vectors;
  }

  ProductQuantizer quantizer() {
    return quantizer;
  }

  /** The digest of the embedder whose vectors the codes stand for. */
  String embedding() {
    return embedder.map(EntityEmbedder::digest).orElse(parent.manifest().embedding().digest());
  }

  /** Entities that got a code of new codebooks. */
  long recoded() {
    return recoded;
  }

  /** Writes {@link Family#ENTITIES}. */
  void writeEntities(SnapshotWriter writer, BuildWatch watch) throws IOException {
    Map<Integer, byte[]> waiting = new TreeMap<>();
    parent
        .database()
        .scan(
            Family.ENTITIES,
            (key, value) -> {
              try {
                if (embedder.isEmpty()) {
                  writer.put(Family.ENTITIES, key, value);
                  watch.advance();
                } else {
                  waiting.put(Family.ordinal(key), value);
                  if (waiting.size() == EMBED_BATCH) {
                    write(waiting, embedder.get(), writer, watch);
                  }
                }
                return true;
              } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
              }
            });
    if (embedder.isPresent()) {
      write(waiting, embedder.get(), writer, watch);
    }
  }

  private void write(
      Map<Integer, byte[]> waiting,
      EntityEmbedder embedding,
      SnapshotWriter writer,
      BuildWatch watch)
      throws IOException {
    List<String> texts = new ArrayList<>();
    for (Map.Entry<Integer, byte[]> entry : waiting.entrySet()) {
      if (!EntityRecordCodec.retired(entry.getValue())) {
        texts.add(verbalize(embedding, entry.getKey()));
      }
    }
    float[][] vectors = texts.isEmpty() ? new float[0][] : embed(embedding, texts, watch);
    int row = 0;
    for (Map.Entry<Integer, byte[]> entry : waiting.entrySet()) {
      byte[] code = new byte[quantizer.subspaces()];
      if (!EntityRecordCodec.retired(entry.getValue())) {
        quantizer.encode(vectors[row++], code, 0);
        recoded++;
      }
      writer.put(
          Family.ENTITIES,
          Family.ordinalKey(entry.getKey()),
          EntityRecordCodec.recode(entry.getValue(), parent.quantizer().subspaces(), code));
    }
    waiting.clear();
  }

  /** What a build would have embedded for the entity as it is now. */
  private String verbalize(EntityEmbedder embedding, int ordinal) {
    StoredEntity stored = parent.entity(ordinal);
    Map<String, String> labels = new HashMap<>();
    Map<String, List<String>> aliases = new HashMap<>();
    Map<String, String> descriptions = new HashMap<>();
    parent
        .database()
        .scan(
            Family.TEXT,
            Family.ordinalKey(ordinal),
            (key, value) -> {
              String language = TextRecordCodec.language(key);
              TextRecord text = TextRecordCodec.decode(value);
              text.label().ifPresent(label -> labels.put(language, label));
              aliases.put(language, text.aliases());
              text.description().ifPresent(line -> descriptions.put(language, line));
              return true;
            });
    List<Fact> facts = parent.facts(ordinal);
    return embedding.verbalize(
        new Entity(
            stored.id(),
            labels,
            aliases,
            descriptions,
            parent.types(ordinal),
            stored.kind(),
            stored.rank()),
        facts.subList(0, Math.min(facts.size(), DeltaRecords.VERBALIZED_FACTS)));
  }
}
