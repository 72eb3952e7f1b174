package io.qklm.kg.source.wikipedia;

import io.qklm.kg.Entity;
import io.qklm.kg.Fact;
import io.qklm.kg.Relation;
import io.qklm.kg.SurfaceForm;
import io.qklm.kg.source.KnowledgeSink;
import java.io.IOException;

/**
 * Passes on what is wrong with a file beside the dump, and not the places in it: reading goes on
 * from places in the dump alone.
 */
record Unplaced(KnowledgeSink sink) implements KnowledgeSink {

  @Override
  public void entity(Entity entity) throws IOException {
    sink.entity(entity);
  }

  @Override
  public void fact(Fact fact) throws IOException {
    sink.fact(fact);
  }

  @Override
  public void relation(Relation relation) throws IOException {
    sink.relation(relation);
  }

  @Override
  public void surfaceForm(SurfaceForm surfaceForm) throws IOException {
    sink.surfaceForm(surfaceForm);
  }

  @Override
  public void problem(String place, String reason) throws IOException {
    sink.problem(place, reason);
  }

  @Override
  public void incomplete(String place, String reason) throws IOException {
    sink.incomplete(place, reason);
  }

  @Override
  public void note(String line) {
    sink.note(line);
  }
}
