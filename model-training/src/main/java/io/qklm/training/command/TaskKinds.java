package io.qklm.training.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.training.base.BaseModels;
import io.qklm.training.configuration.TaskEntry;
import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.experiment.relation.TextRelationKind;
import io.qklm.training.task.ReleasedHead;
import io.qklm.training.task.TaskKind;
import io.qklm.training.task.annotate.AnnotateKind;
import io.qklm.training.task.answer.AnswerKind;
import io.qklm.training.task.masked.MaskedKind;
import io.qklm.training.task.salience.SalienceKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The kinds of tasks that configurations can name: the one list that a new kind is added to. */
final class TaskKinds {

  static final List<TaskKind> ALL =
      List.of(
          new AnnotateKind(),
          new SalienceKind(),
          new AnswerKind(),
          new MaskedKind(),
          new TextRelationKind());

  private TaskKinds() {}

  /**
   * The configuration in {@code file}, every task looked over by its kind.
   *
   * @throws IOException if it cannot be read, or says something unknown, or leaves something out
   */
  static TrainingConfiguration read(Path file) throws IOException {
    return of(TrainingConfiguration.tree(file), file);
  }

  /** The same for what {@code tree} says; {@code file} is named in messages. */
  static TrainingConfiguration of(ObjectNode tree, Path file) throws IOException {
    TrainingConfiguration run = TrainingConfiguration.of(tree, file);
    try {
      BaseModels.named(run.base());
      for (TaskEntry task : run.tasks()) {
        named(task.kind()).check(task);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("the configuration " + file + " cannot be used: " + e.getMessage(), e);
    }
    return run;
  }

  static TaskKind named(String name) {
    return ALL.stream()
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown kind '"
                        + name
                        + "' of a task, expected one of "
                        + ALL.stream().map(TaskKind::name).toList()));
  }

  /** The heads that {@code run} learns and a bundle gets as graphs of their own. */
  static List<ReleasedHead> heads(TrainingConfiguration run) {
    return ALL.stream()
        .filter(kind -> run.learns(kind.name()))
        .map(TaskKind::head)
        .flatMap(Optional::stream)
        .toList();
  }
}
