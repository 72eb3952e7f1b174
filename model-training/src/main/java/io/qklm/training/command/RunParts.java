package io.qklm.training.command;

import io.qklm.training.configuration.TaskEntry;
import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.data.SetEntry;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Task;
import io.qklm.training.task.OpenedKind;
import io.qklm.training.task.RunContext;
import io.qklm.training.task.TaskKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tasks and measures of a run, as its configuration names them. */
final class RunParts {

  private final TrainingConfiguration run;
  private final Map<TaskKind, OpenedKind> kinds = new LinkedHashMap<>();

  /** Registers the parameters of all heads. */
  RunParts(RunContext context) {
    this.run = context.run();
    for (TaskKind kind : TaskKinds.ALL) {
      kinds.put(kind, kind.open(context));
    }
  }

  /** All tasks, their data read. */
  List<Task> tasks() throws IOException {
    List<Task> tasks = new ArrayList<>();
    for (TaskEntry entry : run.tasks()) {
      for (Map.Entry<TaskKind, OpenedKind> kind : kinds.entrySet()) {
        if (kind.getKey().name().equals(entry.kind())) {
          tasks.add(kind.getValue().task(entry));
        }
      }
    }
    return tasks;
  }

  /** All measures, their data read. */
  List<Evaluation> evaluations() throws IOException {
    List<Evaluation> evaluations = new ArrayList<>();
    for (SetEntry set : run.evaluations()) {
      for (Map.Entry<TaskKind, OpenedKind> kind : kinds.entrySet()) {
        if (kind.getKey().measures(set.form())) {
          evaluations.add(kind.getValue().evaluation(set));
        }
      }
    }
    return evaluations;
  }
}
