package io.qklm.kg.source;

import io.qklm.kg.Entity;
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
import org.junit.jupiter.api.Assumptions;

/** A sink that keeps what it is given. */
public final class Gathered implements KnowledgeSink {

  public final Map<String, Entity> entities = new LinkedHashMap<>();
  public final List<Fact> facts = new ArrayList<>();
  public final Map<String, Relation> relations = new LinkedHashMap<>();
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
  public void surfaceForm(SurfaceForm surfaceForm) {}

  @Override
  public void problem(String place, String reason) {
    problems.add(place + ": " + reason);
  }

  @Override
  public void note(String line) {
    notes.add(line);
  }
}
