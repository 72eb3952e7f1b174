package io.qklm.kg.source;

import io.qklm.kg.Entity;
import io.qklm.kg.Fact;
import io.qklm.kg.Relation;
import io.qklm.kg.SurfaceForm;
import java.util.ArrayList;
import java.util.List;

/** Keeps all that a source gives. */
public final class RecordingSink implements KnowledgeSink {

  public final List<Entity> entities = new ArrayList<>();
  public final List<Fact> facts = new ArrayList<>();
  public final List<Relation> relations = new ArrayList<>();
  public final List<SurfaceForm> surfaces = new ArrayList<>();
  public final List<String> problems = new ArrayList<>();
  public final List<String> notes = new ArrayList<>();

  @Override
  public void entity(Entity entity) {
    entities.add(entity);
  }

  @Override
  public void fact(Fact fact) {
    facts.add(fact);
  }

  @Override
  public void relation(Relation relation) {
    relations.add(relation);
  }

  @Override
  public void surfaceForm(SurfaceForm surfaceForm) {
    surfaces.add(surfaceForm);
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
