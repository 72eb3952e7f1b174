package io.qklm.training.experiment.relation;

import io.qklm.training.configuration.TaskEntry;
import io.qklm.training.data.SetEntry;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Task;
import io.qklm.training.task.NoOptions;
import io.qklm.training.task.OpenedKind;
import io.qklm.training.task.RunContext;
import io.qklm.training.task.TaskKind;
import java.io.IOException;
import java.util.Set;

/**
 * Which entity stands on the other side of a fact, from the entities' texts. An experiment: what it
 * learns of relations is not shipped.
 */
public final class TextRelationKind implements TaskKind {

  @Override
  public String name() {
    return "relations";
  }

  @Override
  public void check(TaskEntry entry) {
    entry.read(NoOptions.class);
    if (entry.data().size() != 1) {
      throw new IllegalArgumentException(
          "task '"
              + entry.name()
              + "' has "
              + entry.data().size()
              + " sets; a task of the kind relations learns from one");
    }
  }

  /** The words of its entities. */
  @Override
  public Set<String> files(TaskEntry entry) {
    return Set.of("kg/merged/entities.jsonl.gz");
  }

  @Override
  public boolean measures(String form) {
    return false;
  }

  @Override
  public OpenedKind open(RunContext context) {
    return new Opened(context);
  }

  private record Opened(RunContext context) implements OpenedKind {

    @Override
    public Task task(TaskEntry entry) throws IOException {
      return TextRelations.task(
          new TextRelationTask.Options(
              entry.name(), entry.weight(), context.run().batchTokens(), context.run().seed()),
          TextRelations.read(entry.data().get(0), context.sets().folder()),
          context.parameters(),
          context.network(),
          context.tokenizer());
    }

    @Override
    public Evaluation evaluation(SetEntry set) {
      throw new IllegalArgumentException("the set " + set.file() + " measures no relations");
    }
  }
}
