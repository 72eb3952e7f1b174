package io.qklm.training.data;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.Relation;
import io.qklm.kg.SurfaceForm;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.interchange.JsonlSource;
import io.qklm.kg.source.triples.CodexSource;
import io.qklm.kg.source.triples.OpenKeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads the sets of link prediction: FB15k-237 (Toutanova and Chen 2015) with Wikidata's words for
 * its entities, and CoDEx-M (Safavi and Koutra 2020) with those of the development knowledge. Facts
 * whose ends have no label are left out, and no test split is opened.
 */
public final class TripleSets {

  /** FB15k-237. */
  public static final String FB15K237 = "fb15k237";

  /** CoDEx-M. */
  public static final String CODEX_M = "codex-m";

  private static final String TRAIN = "train";
  private static final String VALID = "valid";

  private TripleSets() {}

  /**
   * Reads a set.
   *
   * @param data the data folder
   * @param verbalizer gives an entity's text
   * @throws IOException if there is no such set, or a file cannot be read
   */
  public static TripleSet read(String name, Path data, Function<Entity, String> verbalizer)
      throws IOException {
    if (name.equals(FB15K237)) {
      Path folder = data.resolve("kg/fb15k237");
      Gathered train = gather(new OpenKeSource(folder, List.of(TRAIN), true));
      Gathered valid = gather(new OpenKeSource(folder, List.of(VALID), true));
      String digest =
          "train "
              + DataFiles.digest(folder.resolve("train.txt.gz"))
              + " valid "
              + DataFiles.digest(folder.resolve("valid.txt.gz"));
      return of(name, digest, train.entities, train.facts, valid.facts, verbalizer);
    }
    if (name.equals(CODEX_M)) {
      Path folder = data.resolve("kg/codex");
      Gathered train = gather(new CodexSource(folder, "m", List.of(TRAIN), List.of("en")));
      Gathered valid = gather(new CodexSource(folder, "m", List.of(VALID), List.of("en")));
      Path triples = folder.resolve("data/triples/codex-m");
      String digest =
          "train "
              + DataFiles.digest(triples.resolve("train.txt"))
              + " valid "
              + DataFiles.digest(triples.resolve("valid.txt"));
      Gathered named = gather(new JsonlSource(data.resolve("kg/merged/entities.jsonl.gz")));
      Set<String> mentioned = new HashSet<>(train.ends());
      mentioned.addAll(valid.ends());
      named.entities.keySet().retainAll(mentioned);
      return of(name, digest, named.entities, train.facts, valid.facts, verbalizer);
    }
    throw new IOException(
        "unknown set '" + name + "', expected one of " + List.of(FB15K237, CODEX_M));
  }

  private static Gathered gather(KnowledgeSource source) throws IOException {
    Gathered gathered = new Gathered();
    source.readInto(gathered);
    return gathered;
  }

  private static TripleSet of(
      String name,
      String digest,
      Map<String, Entity> entities,
      List<Fact> train,
      List<Fact> valid,
      Function<Entity, String> verbalizer) {
    Map<String, Integer> numbers = new HashMap<>();
    List<String> texts = new ArrayList<>();
    entities.forEach(
        (id, entity) -> {
          numbers.put(id, texts.size());
          texts.add(verbalizer.apply(withoutKind(entity)));
        });
    Map<String, Integer> relations = new HashMap<>();
    List<Triple> learned = triples(train, numbers, relations);
    List<Triple> measured = triples(valid, numbers, relations);
    return new TripleSet(name, digest, texts, relations.size(), learned, measured);
  }

  /** The merged knowledge guesses kinds from facts too, which would tell something of them. */
  private static Entity withoutKind(Entity entity) {
    return new Entity(
        entity.id(),
        entity.labels(),
        entity.aliases(),
        entity.descriptions(),
        entity.types(),
        EntityKind.UNKNOWN,
        entity.rank());
  }

  private static List<Triple> triples(
      List<Fact> facts, Map<String, Integer> numbers, Map<String, Integer> relations) {
    List<Triple> triples = new ArrayList<>();
    for (Fact fact : facts) {
      Integer subject = numbers.get(fact.subject().value());
      Integer object =
          fact.object() instanceof FactObject.OfEntity of ? numbers.get(of.id().value()) : null;
      if (subject != null && object != null) {
        Integer relation = relations.computeIfAbsent(fact.relation(), r -> relations.size());
        triples.add(new Triple(subject, relation, object));
      }
    }
    return triples;
  }

  /** What a source holds, its entities in the order of their ids. */
  private static final class Gathered implements KnowledgeSink {

    private final Map<String, Entity> entities = new TreeMap<>();
    private final List<Fact> facts = new ArrayList<>();

    Set<String> ends() {
      Set<String> ends = new HashSet<>();
      for (Fact fact : facts) {
        ends.add(fact.subject().value());
        if (fact.object() instanceof FactObject.OfEntity object) {
          ends.add(object.id().value());
        }
      }
      return ends;
    }

    @Override
    public void entity(Entity entity) {
      entities.put(entity.id().value(), entity);
    }

    @Override
    public void fact(Fact fact) {
      facts.add(fact);
    }

    @Override
    public void relation(Relation relation) {}

    @Override
    public void surfaceForm(SurfaceForm surfaceForm) {}

    /** An entity without a label is no problem: it is left out with its facts. */
    @Override
    public void problem(String place, String reason) {}
  }
}
