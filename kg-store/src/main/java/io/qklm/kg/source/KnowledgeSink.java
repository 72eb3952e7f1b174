package io.qklm.kg.source;

import io.qklm.kg.Entity;
import io.qklm.kg.EntityId;
import io.qklm.kg.EntityKind;
import io.qklm.kg.Fact;
import io.qklm.kg.Relation;
import io.qklm.kg.SurfaceForm;
import java.io.IOException;
import java.util.Set;
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
   * A surface form that a source counts in parts, because it does not know the whole count until it
   * has read all: parts of one form, entity and source add up.
   */
  default void counted(SurfaceForm part) throws IOException {
    surfaceForm(part);
  }

  /**
   * A further name of an entity, said apart from its record, which may come before or after, or
   * never; then the name goes too.
   *
   * @param language the tag it is filed under
   */
  default void name(EntityId id, String language, String name) throws IOException {}

  /** A description of an entity, said apart from its record; the first of a language counts. */
  default void description(EntityId id, String language, String text) throws IOException {}

  /**
   * A type of an entity, said apart from its record.
   *
   * @param kind what such a thing is; counts where nothing else says it
   */
  default void type(EntityId id, String type, EntityKind kind) throws IOException {}

  /**
   * Two ids of one entity: what is said of the first is said of the second, by which the entity is
   * known. Chains are followed; of several ids that one is said to stand for, the first in the
   * order of ids counts, and the others are told.
   */
  default void same(EntityId id, EntityId knownBy) throws IOException {}

  /** What an entity's prominence is measured by, beside the rank of its record. */
  enum Signal {
    /** Pages that link to its page. */
    LINKS(1),
    /** Views of its page a day. */
    VIEWS(2);

    private final int code;

    Signal(int code) {
      this.code = code;
    }

    /** What stands for the signal on disk. */
    public int code() {
      return code;
    }

    /** The signal of a code. */
    public static Signal ofCode(int code) {
      return code == 1 ? LINKS : VIEWS;
    }
  }

  /** A part of a count that speaks of an entity's prominence; parts add up. */
  default void prominence(EntityId id, Signal signal, double part) throws IOException {}

  /**
   * Which names stand on a page, so that it is known how often a name is a link where it occurs.
   * Both are as the text has them; a name counts once a page.
   *
   * @param standing names that stand in the text, linked or not
   * @param linked those of them that are a link at least once
   */
  default void occurrences(Set<String> standing, Set<String> linked) throws IOException {}

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
