package io.qklm.training.task;

import io.qklm.training.configuration.TaskEntry;
import io.qklm.training.data.SetEntry;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Task;
import java.io.IOException;

/** A kind of task within a run: its head's parameters are registered. */
public interface OpenedKind {

  /**
   * The task of {@code entry}, its data read.
   *
   * @throws IOException if they cannot be
   */
  Task task(TaskEntry entry) throws IOException;

  /**
   * The measure over {@code set}, of a form that the kind measures.
   *
   * @throws IOException if it cannot be read
   */
  Evaluation evaluation(SetEntry set) throws IOException;
}
