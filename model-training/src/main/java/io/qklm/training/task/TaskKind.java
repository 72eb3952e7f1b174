package io.qklm.training.task;

import io.qklm.training.configuration.TaskEntry;
import io.qklm.training.data.AnnotatedSets;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of task that a configuration can name. All that is to be known of it stands in one room:
 * its data, batches, head, loss, measures, and what a release takes of it.
 */
public interface TaskKind {

  /** What configurations call it. */
  String name();

  /**
   * Looks an entry of this kind over before anything is read.
   *
   * @throws IllegalArgumentException with a sentence that names the task and what it may have
   */
  void check(TaskEntry entry);

  /** Whether sets of {@code form} are measured by it. */
  boolean measures(String form);

  /**
   * Registers the parameters of its head. Asked of every kind, learned or not, for a run may start
   * from weights that have the head, and is measured by it.
   */
  OpenedKind open(RunContext context);

  /**
   * Ids of the entities that texts of {@code entry} name otherwise than anybody does, so that the
   * knowledge needs them under such names; none for most.
   *
   * @throws IOException if the task's data cannot be read
   */
  default Set<String> invented(TaskEntry entry, AnnotatedSets sets) throws IOException {
    return Set.of();
  }

  /** Files below the data folder that {@code entry} is made with, beside its sets. */
  default Set<String> files(TaskEntry entry) {
    return Set.of();
  }

  /** What a bundle gets of it beside the network; empty for what only trains. */
  default Optional<ReleasedHead> head() {
    return Optional.empty();
  }
}
