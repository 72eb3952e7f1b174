package io.qklm.benchmarks.questions;

import io.qklm.benchmarks.DataOption;
import io.qklm.benchmarks.gold.GoldFacts;
import io.qklm.benchmarks.questions.GeneratedQuestions.Generated;
import io.qklm.benchmarks.questions.SimpleQuestion.Coverage;
import io.qklm.document.Answer;
import io.qklm.document.AnswerExplanation;
import io.qklm.document.Question;
import io.qklm.kg.EntityId;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import io.qklm.model.answer.AnswerWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fits the weights of the clues of answers; reads no gold and no held out set. */
@Command(
    name = "fit-answers",
    description =
        "Fits the weights by which answers are ranked and believed: on SimpleQuestions (train) over"
            + " the development knowledge, and on questions written from facts.",
    mixinStandardHelpOptions = true)
public final class FitAnswersCommand implements Callable<Integer> {

  private static final String SIMPLE = "qa/simplequestions-wikidata/annotated_wd_data_train.txt";

  @Option(names = "--knowledge", required = true, description = "The starter knowledge.")
  private Path knowledge = Path.of("");

  @Option(names = "--development", required = true, description = "The development knowledge.")
  private Path development = Path.of("");

  @Option(names = "--output", required = true, description = "Where the weights go.")
  private Path output = Path.of("");

  @Option(
      names = "--questions",
      description =
          "Of each sort: answerable, without the fact, without the subject; default:"
              + " ${DEFAULT-VALUE}.")
  private int questions = 1000;

  @Option(names = "--seed", description = "Of the samples; default: ${DEFAULT-VALUE}.")
  private long seed = 18;

  @Mixin private DataOption data = new DataOption();

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public FitAnswersCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ModelBundle model = ModelBundle.named("");
    List<LogisticFit.Question> all = new ArrayList<>();
    try (KnowledgeSnapshot snapshot =
            KnowledgeSnapshot.open(
                development,
                KnowledgeSnapshot.Options.defaults()
                    .withVerification(KnowledgeSnapshot.Verification.SIZES));
        Qklm qklm = Qklm.open(model, snapshot, QklmOptions.defaults())) {
      simple(qklm, new GoldFacts(snapshot), all);
    }
    out.printf("%d questions of SimpleQuestions train%n", all.size());
    out.flush();
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(knowledge);
        Qklm qklm = Qklm.open(model, snapshot, QklmOptions.defaults())) {
      for (Generated one : GeneratedQuestions.of(snapshot, questions, seed)) {
        add(all, qklm, one.question(), one.answerable(), one::answeredBy);
      }
    }
    AnswerWeights start = AnswerWeights.fitted();
    double[] rank =
        LogisticFit.rank(
            all.stream().filter(FitAnswersCommand::hasRight).map(AnswerOrder::unranked).toList(),
            start.rank());
    List<LogisticFit.Question> first =
        all.stream().map(one -> AnswerOrder.first(AnswerOrder.unranked(one), rank)).toList();
    double[] sure = LogisticFit.sure(first, start.sure());
    for (double least : new double[] {0.3, 0.35, 0.4, 0.45, 0.5, 0.6}) {
      out.println(AnswerOrder.kept(first, sure, least));
    }
    Files.writeString(output, new AnswerWeights(rank, sure).write());
    out.printf("%d questions in all; weights in %s%n", all.size(), output);
    out.flush();
    return 0;
  }

  private static boolean hasRight(LogisticFit.Question question) {
    for (boolean right : question.right()) {
      if (right) {
        return true;
      }
    }
    return false;
  }

  private void simple(Qklm qklm, GoldFacts facts, List<LogisticFit.Question> all)
      throws IOException {
    List<SimpleQuestion> read = new ArrayList<>(SimpleQuestion.read(data.folder().resolve(SIMPLE)));
    Collections.shuffle(read, new Random(seed));
    Map<Coverage, Integer> taken = new EnumMap<>(Coverage.class);
    for (SimpleQuestion one : read) {
      Coverage coverage = one.coverage(facts);
      if (taken.merge(coverage, 1, Integer::sum) <= questions) {
        boolean answerable = coverage == Coverage.FACT;
        Set<String> right = answerable ? one.right(facts) : Set.of();
        add(
            all,
            qklm,
            one.question(),
            answerable,
            answer -> answer.entityId().map(EntityId::value).filter(right::contains).isPresent());
      }
    }
  }

  /** Answerable questions weigh as much as both sorts of the others together. */
  private static void add(
      List<LogisticFit.Question> all,
      Qklm qklm,
      String question,
      boolean answerable,
      Predicate<Answer> right) {
    List<AnswerExplanation> readings =
        qklm.explain(new Question("q", question, Optional.empty())).stream()
            .filter(one -> !one.answers().isEmpty())
            .toList();
    if (!readings.isEmpty()) {
      double[][] clues = new double[readings.size()][];
      boolean[] hits = new boolean[readings.size()];
      for (int i = 0; i < clues.length; i++) {
        clues[i] =
            readings.get(i).clues().values().stream().mapToDouble(Double::doubleValue).toArray();
        hits[i] = answerable && right.test(readings.get(i).answers().get(0));
      }
      all.add(new LogisticFit.Question(clues, hits, answerable ? 2 : 1));
    }
  }
}
