package io.qklm.training.task.answer;

import io.qklm.model.BundleManifest;
import io.qklm.model.answer.QuestionReading;
import io.qklm.training.configuration.TaskEntry;
import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.data.AnnotatedSets;
import io.qklm.training.data.GraphQuestion;
import io.qklm.training.data.SetEntry;
import io.qklm.training.export.NetworkShape;
import io.qklm.training.export.WeightSource;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Task;
import io.qklm.training.task.NoOptions;
import io.qklm.training.task.OpenedKind;
import io.qklm.training.task.ReleasedHead;
import io.qklm.training.task.RunContext;
import io.qklm.training.task.TaskKind;
import io.qklm.training.task.annotate.AnnotateHeads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which entity a question is about and which relation it asks for. */
public final class AnswerKind implements TaskKind {

  private static final String NAME = "answer";

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
    return form.equals(AnnotatedSets.QUESTIONS);
  }

  @Override
  public OpenedKind open(RunContext context) {
    AnswerHead relations =
        new AnswerHead(context.parameters(), context.hidden(), context.knowledge().dimension());
    return new Opened(
        context,
        new AnswerNetwork(context.network(), AnnotateHeads.of(context).links(), relations));
  }

  @Override
  public Optional<ReleasedHead> head() {
    return Optional.of(new Released());
  }

  private record Opened(RunContext context, AnswerNetwork network) implements OpenedKind {

    @Override
    public Task task(TaskEntry entry) throws IOException {
      List<GraphQuestion> read = new ArrayList<>();
      for (SetEntry set : entry.data()) {
        read.addAll(GraphQuestion.read(context.file(set.file())));
      }
      return new AnswerTask(
          new AnswerTask.Options(
              entry.name(), entry.weight(), context.run().batchTokens(), context.run().seed()),
          network,
          context.graph(),
          questions(),
          read);
    }

    @Override
    public Evaluation evaluation(SetEntry set) throws IOException {
      return new AnswerEvaluation(
          "answers/" + set.file().replace(',', ' '),
          context.torch(),
          context.parameters(),
          context.run().precisionOfProducts(),
          network,
          context.graph(),
          questions(),
          GraphQuestion.read(context.file(set.file())));
    }

    private QuestionEncoder questions() throws IOException {
      return new QuestionEncoder(context.tokenizer(), context.graph());
    }
  }

  private record Released() implements ReleasedHead {

    @Override
    public String role() {
      return NAME;
    }

    @Override
    public String file() {
      return "answer.onnx";
    }

    @Override
    public String purpose() {
      return "questions";
    }

    @Override
    public String ability() {
      return "answers questions from facts";
    }

    @Override
    public byte[] export(WeightSource weights, NetworkShape shape) throws IOException {
      return AnswerExport.graph(weights, shape.encoder().hidden(), shape.knowledge().dimension());
    }

    @Override
    public BundleManifest.Network described(
        BundleManifest.Network network, TrainingConfiguration run) {
      return network.with(new BundleManifest.Answer(QuestionReading.TOKENS));
    }
  }
}
