package io.qklm.training.task.annotate;

import io.qklm.training.configuration.TaskEntry;
import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.data.AnnotatedSets;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.SetEntry;
import io.qklm.training.rewriting.RewritingEntry;
import io.qklm.training.rewriting.RewritingSequence;
import io.qklm.training.rewriting.TextRewriting;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Task;
import io.qklm.training.task.OpenedKind;
import io.qklm.training.task.RunContext;
import io.qklm.training.task.TaskKind;
import io.qklm.training.window.AnnotatedWindow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names, their kinds and their entities. */
public final class AnnotateKind implements TaskKind {

  /** What configurations call it. */
  public static final String NAME = "annotate";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void check(TaskEntry entry) {
    AnnotateOptions options = entry.read(AnnotateOptions.class);
    options.noise();
  }

  @Override
  public boolean measures(String form) {
    return AnnotatedSets.annotates(form);
  }

  @Override
  public OpenedKind open(RunContext context) {
    return new Opened(context, AnnotateHeads.of(context));
  }

  @Override
  public Set<String> invented(TaskEntry entry, AnnotatedSets sets) throws IOException {
    AnnotateOptions options = entry.read(AnnotateOptions.class);
    Set<String> ids = new HashSet<>();
    if (options.rewriting().stream().anyMatch(RewritingEntry::invents)) {
      for (SetEntry set : entry.data()) {
        for (AnnotatedText text : sets.learned(set, options.heldOut())) {
          text.links().orElse(List.of()).forEach(link -> ids.addAll(link.ids()));
        }
      }
    }
    return ids;
  }

  @Override
  public Set<String> files(TaskEntry entry) {
    Set<String> files = new HashSet<>();
    entry.read(AnnotateOptions.class).rewriting().forEach(it -> files.addAll(it.files()));
    return files;
  }

  /**
   * {@code text} as a task that weighs links so judges it: where it does, a name that the knowledge
   * lacks means nothing.
   */
  static AnnotatedText judged(AnnotatedText text, AnnotateOptions options) {
    return options.linkWeight() > 0 ? text.rejecting() : text;
  }

  private record Opened(RunContext context, AnnotateHeads heads) implements OpenedKind {

    @Override
    public Task task(TaskEntry entry) throws IOException {
      TrainingConfiguration run = context.run();
      AnnotateOptions options = entry.read(AnnotateOptions.class);
      TextRewriting everywhere = RewritingSequence.of(run.rewriting(), context.rewriting());
      TextRewriting here = RewritingSequence.of(options.rewriting(), context.rewriting());
      List<AnnotatedWindow> windows = new ArrayList<>();
      long number = 0;
      for (SetEntry set : entry.data()) {
        for (AnnotatedText learned : context.sets().learned(set, options.heldOut())) {
          AnnotatedText text = everywhere.apply(judged(learned, options), number);
          windows.addAll(context.windows().encode(here.apply(text, number)));
          number++;
        }
      }
      return new AnnotateTask(
          new AnnotateTask.Options(
              entry.name(),
              entry.weight(),
              run.batchTokens(),
              run.labelSmoothing(),
              options.linkWeight(),
              options.noise(),
              run.seed()),
          heads,
          context.knowledge(),
          windows);
    }

    @Override
    public Evaluation evaluation(SetEntry set) throws IOException {
      Annotator annotator = Annotator.of(context);
      String name = "F1/" + set.file().replace(',', ' ');
      return new AnnotateEvaluation(name, annotator, context.windows(), context.sets().read(set));
    }
  }
}
