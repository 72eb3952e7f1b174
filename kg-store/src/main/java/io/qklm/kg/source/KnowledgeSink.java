package io.qklm.kg.source;

import io.qklm.kg.Entity;
import io.qklm.kg.Fact;
import io.qklm.kg.Relation;
import io.qklm.kg.SurfaceForm;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * Takes what a source reads. Entities, facts, relations and surface forms may come in any order.
 */
public interface KnowledgeSink {

  void entity(Entity entity) throws IOException;

  void fact(Fact fact) throws IOException;

  void relation(Relation relation) throws IOException;

  void surfaceForm(SurfaceForm surfaceForm) throws IOException;

  /**
   * Something in the source that cannot be used.
   *
   * @param place file and line
   * @param reason one sentence for the person who keeps the source
   * @throws IOException when the limit of problems is passed
   */
  void problem(String place, String reason) throws IOException;

  /**
   * A part of the source is missing: it ends where it should go on. What came before was passed on.
   *
   * @param place the file
   * @param reason one sentence for the person who keeps the source
   * @throws IOException when the limit of problems is passed
   */
  default void incomplete(String place, String reason) throws IOException {
    problem(place, reason);
  }

  /**
   * All that stands before a place in the source was passed on.
   *
   * @param place computes it
   * @throws IOException if the sink cannot keep what it has
   */
  default void reached(Supplier<SourcePosition> place) throws IOException {}

  /** Something worth knowing about the source that loses nothing, in one sentence. */
  default void note(String line) {}
}
