package io.qklm.kg.source;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.FactObject;
import io.qklm.kg.Relation;
import io.qklm.kg.SurfaceForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;

/** A sink that keeps what it is given. */
public class Gathered implements KnowledgeSink {

  public final Map<String, Entity> entities = new LinkedHashMap<>();
  public final List<Fact> facts = new ArrayList<>();
  public final Map<String, Relation> relations = new LinkedHashMap<>();
  public final Map<String, Double> surfaces = new TreeMap<>();
  public final List<String> names = new ArrayList<>();
  public final Map<String, String> same = new TreeMap<>();
  public final Map<String, Double> prominence = new TreeMap<>();
  public final List<String> incomplete = new ArrayList<>();
  public final List<String> problems = new ArrayList<>();
  public final List<String> notes = new ArrayList<>();

  public static Gathered of(KnowledgeSource source) throws IOException {
    Gathered gathered = new Gathered();
    source.readInto(gathered);
    return gathered;
  }

  /** A folder of the shared data; the test is skipped, with a line, where it is missing. */
  public static Path shared(String folder) {
    Path path = Path.of(System.getProperty("qklm.data", "nowhere"), folder);
    if (!Files.isDirectory(path)) {
      System.out.println("skipped: there is no " + path + "; set -Dqklm.data to the shared data");
      Assumptions.abort("no " + path);
    }
    return path;
  }

  public List<FactObject> objects(String subject, String relation) {
    return facts.stream()
        .filter(f -> f.subject().value().equals(subject) && f.relation().equals(relation))
        .map(Fact::object)
        .toList();
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
  public void relation(Relation relation) {
    relations.put(relation.id(), relation);
  }

  @Override
  public void surfaceForm(SurfaceForm surfaceForm) {
    surfaces.merge(
        surfaceForm.surface() + " -> " + surfaceForm.id(), surfaceForm.weight(), Double::sum);
  }

  @Override
  public void name(EntityId id, String language, String name) {
    names.add(name + " -> " + id);
  }

  @Override
  public void same(EntityId id, EntityId knownBy) {
    same.put(id.value(), knownBy.value());
  }

  @Override
  public void prominence(EntityId id, Signal signal, double part) {
    prominence.merge(signal + " " + id, part, Double::sum);
  }

  @Override
  public void incomplete(String place, String reason) {
    incomplete.add(place + ": " + reason);
    problem(place, reason);
  }

  @Override
  public void problem(String place, String reason) {
    problems.add(place + ": " + reason);
  }

  @Override
  public void note(String line) {
    notes.add(line);
  }
}
