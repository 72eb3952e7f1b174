package io.qklm.training.task.masked;

import io.qklm.training.configuration.TaskEntry;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.SetEntry;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Task;
import io.qklm.training.task.OpenedKind;
import io.qklm.training.task.RunContext;
import io.qklm.training.task.TaskKind;
import io.qklm.training.window.AnnotatedWindow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which words were hidden. Its head is never shipped, so only runs that learn by it have it. */
public final class MaskedKind implements TaskKind {

  private static final String NAME = "masked";

  /**
   * What a configuration tells a masked task.
   *
   * @param hidden share of tokens that are hidden; 0 for 0.15
   */
  record Options(double hidden) {
    Options {
      hidden = hidden == 0 ? 0.15 : hidden;
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void check(TaskEntry entry) {
    entry.read(Options.class);
  }

  @Override
  public boolean measures(String form) {
    return false;
  }

  @Override
  public OpenedKind open(RunContext context) {
    return new Opened(
        context,
        context.run().learns(NAME)
            ? Optional.of(new MaskedWordHead(context.parameters(), context.network().encoder()))
            : Optional.empty());
  }

  private record Opened(RunContext context, Optional<MaskedWordHead> head) implements OpenedKind {

    @Override
    public Task task(TaskEntry entry) throws IOException {
      MaskedTexts layout = new MaskedTexts(context.windows(), context.knowledge());
      List<AnnotatedWindow> read = new ArrayList<>();
      for (SetEntry set : entry.data()) {
        for (AnnotatedText text : context.sets().read(set)) {
          read.addAll(layout.encode(text));
        }
      }
      WordMask mask = new WordMask(entry.read(Options.class).hidden(), context.base().pieces());
      return new MaskedTask(
          new MaskedTask.Options(
              entry.name(),
              entry.weight(),
              context.run().batchTokens(),
              mask,
              context.run().seed()),
          context.network(),
          head.orElseThrow(),
          context.knowledge(),
          read);
    }

    @Override
    public Evaluation evaluation(SetEntry set) {
      throw new IllegalArgumentException("the set " + set.file() + " measures no hidden words");
    }
  }
}
