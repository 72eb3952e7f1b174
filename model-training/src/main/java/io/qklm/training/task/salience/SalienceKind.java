package io.qklm.training.task.salience;

import io.qklm.model.BundleManifest;
import io.qklm.model.summary.SentenceFeature;
import io.qklm.training.configuration.TaskEntry;
import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.data.AnnotatedSets;
import io.qklm.training.data.SetEntry;
import io.qklm.training.data.SummarizedText;
import io.qklm.training.export.NetworkShape;
import io.qklm.training.export.WeightSource;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Task;
import io.qklm.training.task.NoOptions;
import io.qklm.training.task.OpenedKind;
import io.qklm.training.task.ReleasedHead;
import io.qklm.training.task.RunContext;
import io.qklm.training.task.TaskKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which sentences belong into a summary. */
public final class SalienceKind implements TaskKind {

  private static final String NAME = "salience";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void check(TaskEntry entry) {
    entry.read(NoOptions.class);
  }

  @Override
  public boolean measures(String form) {
    return form.equals(AnnotatedSets.SUMMARIES);
  }

  @Override
  public OpenedKind open(RunContext context) {
    SalienceHead head =
        new SalienceHead(context.parameters(), context.hidden(), SentenceFeature.count());
    return new Opened(
        context,
        new SalienceNetwork(context.network(), head),
        new SalienceEncoder(context.windows(), context.run().maxCharacters()));
  }

  @Override
  public Optional<ReleasedHead> head() {
    return Optional.of(new Released());
  }

  private record Opened(RunContext context, SalienceNetwork network, SalienceEncoder texts)
      implements OpenedKind {

    @Override
    public Task task(TaskEntry entry) throws IOException {
      TrainingConfiguration run = context.run();
      List<SummarizedText> read = new ArrayList<>();
      for (SetEntry set : entry.data()) {
        read.addAll(summarized(set));
      }
      return new SalienceTask(
          new SalienceTask.Options(
              entry.name(), entry.weight(), run.batchTokens(), run.maxCharacters(), run.seed()),
          network,
          context.knowledge(),
          texts,
          read);
    }

    @Override
    public Evaluation evaluation(SetEntry set) throws IOException {
      return new SalienceEvaluation(
          "ROUGE/" + set.file().replace(',', ' '),
          context.torch(),
          context.parameters(),
          context.run().precisionOfProducts(),
          network,
          context.knowledge(),
          texts,
          summarized(set));
    }

    private List<SummarizedText> summarized(SetEntry set) throws IOException {
      int limit = set.limit() > 0 ? set.limit() : Integer.MAX_VALUE;
      return SummarizedText.read(context.file(set.file()), limit);
    }
  }

  private record Released() implements ReleasedHead {

    @Override
    public String role() {
      return NAME;
    }

    @Override
    public String file() {
      return "salience.onnx";
    }

    @Override
    public String purpose() {
      return "summaries";
    }

    @Override
    public String ability() {
      return "chooses the sentences of summaries";
    }

    @Override
    public byte[] export(WeightSource weights, NetworkShape shape) throws IOException {
      return SalienceExport.graph(weights, shape.encoder().hidden());
    }

    @Override
    public BundleManifest.Network described(
        BundleManifest.Network network, TrainingConfiguration run) {
      return network.with(new BundleManifest.Salience(run.maxCharacters()));
    }
  }
}
