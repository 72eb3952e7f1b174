package io.qklm.benchmarks.questions;

import io.qklm.benchmarks.DataOption;
import io.qklm.benchmarks.data.DataDigest;
import io.qklm.benchmarks.data.Distribution;
import io.qklm.benchmarks.data.Reliability;
import io.qklm.benchmarks.gold.GoldFacts;
import io.qklm.benchmarks.gold.GoldQuestion;
import io.qklm.benchmarks.gold.GoldTextQuestion;
import io.qklm.benchmarks.questions.SimpleQuestion.Coverage;
import io.qklm.deploy.starter.StarterKnowledge;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.document.Answer;
import io.qklm.document.Question;
import io.qklm.kg.EntityId;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.measure.Bootstrap;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

/** Questions as a user asks them, and silence. */
@Command(
    name = "questions",
    description =
        "Answers of the shipped engine to the gold questions over the starter knowledge, and to"
            + " SimpleQuestions (valid) over the development knowledge.",
    mixinStandardHelpOptions = true)
public final class QuestionsCommand implements Callable<Integer> {

  private static final String SIMPLE = "qa/simplequestions-wikidata/annotated_wd_data_valid.txt";
  private static final int WARM = 50;

  @Option(
      names = "--gold",
      paramLabel = "DIR",
      description = "Folder of the gold; default: benchmarks/gold of this project.")
  private Path gold = Path.of(System.getProperty("qklm.gold", "benchmarks/gold"));

  @Option(
      names = "--knowledge",
      description = "Knowledge of the gold questions; default: the starter knowledge.")
  private Optional<Path> knowledge = Optional.empty();

  @Option(
      names = "--development",
      description = "Development knowledge; without it SimpleQuestions are left out.")
  private Optional<Path> development = Optional.empty();

  @Option(
      names = "--bundle",
      defaultValue = "",
      description = "A model bundle's folder; default: the bundle that comes with the code.")
  private String bundle = "";

  @Option(
      names = "--sample",
      description = "SimpleQuestions asked at most, drawn by the seed; default: all.")
  private int sample = Integer.MAX_VALUE;

  @Option(names = "--seed", description = "Of samples and resamples; default: ${DEFAULT-VALUE}.")
  private long seed = 18;

  @Option(names = "--wrong", description = "Also what was wrong, question by question.")
  private boolean wrong;

  @Mixin private DataOption data = new DataOption();

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public QuestionsCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ModelBundle model = ModelBundle.named(bundle);
    out.printf(
        "date %s, seed %d; model %s, digest %s%n",
        LocalDate.now(ZoneOffset.UTC), seed, model.name(), model.digest());
    Path starter =
        knowledge.isPresent()
            ? knowledge.get()
            : StarterKnowledge.current().ensure(Terminal.plain(System.out, System.err));
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(starter);
        Qklm qklm = Qklm.open(model, snapshot, QklmOptions.defaults())) {
      naturalQuestions(out, qklm, snapshot);
      textQuestions(out, qklm);
    }
    if (development.isPresent()) {
      try (KnowledgeSnapshot snapshot =
              KnowledgeSnapshot.open(
                  development.get(),
                  KnowledgeSnapshot.Options.defaults()
                      .withVerification(KnowledgeSnapshot.Verification.SIZES));
          Qklm qklm = Qklm.open(model, snapshot, QklmOptions.defaults())) {
        simpleQuestions(out, qklm, new GoldFacts(snapshot), snapshot.digest());
      }
    }
    out.flush();
    return 0;
  }

  private void naturalQuestions(PrintWriter out, Qklm qklm, KnowledgeSnapshot snapshot)
      throws IOException {
    Path file = gold.resolve("questions.jsonl");
    List<GoldQuestion> questions = GoldQuestion.read(file);
    questions.stream()
        .limit(WARM)
        .forEach(one -> qklm.answer(Question.of(one.id(), one.question())));
    Map<String, List<Judged>> groups = new LinkedHashMap<>();
    List<Judged> all = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (GoldQuestion one : questions) {
      Judged judged =
          Judged.of(
              qklm,
              Question.of(one.id(), one.question()),
              !one.answers().isEmpty(),
              answer ->
                  AnswerJudge.right(
                      answer, AnswerJudge.kind(one.answerKind()), one.answers(), one.yearAlone()));
      all.add(judged);
      String relation =
          one.relation().orElse("none in the knowledge") + " as " + one.shape().words();
      groups.computeIfAbsent(relation, missing -> new ArrayList<>()).add(judged);
      groups
          .computeIfAbsent(
              "phrased as " + Phrasing.of(one.question()).words(), missing -> new ArrayList<>())
          .add(judged);
      groups
          .computeIfAbsent(
              one.reason()
                  .map(why -> "silence: " + why)
                  .orElse("answerable: " + one.shape().words()),
              missing -> new ArrayList<>())
          .add(judged);
      if (!judged.right()) {
        remarks.add(
            one.id() + " '" + one.question() + "': " + said(judged) + ", right " + one.answers());
      }
    }
    out.printf(
        "%nnatural questions (%s, %s), knowledge digest %s%n",
        file.getFileName(), DataDigest.of(file), snapshot.digest());
    figure(out, "first answer right or rightly silent", all, Judged::right);
    figure(out, "  of the answerable, right", of(all, Judged::answerable), Judged::right);
    figure(out, "  of the others, silent", of(all, j -> !j.answerable()), Judged::right);
    figure(out, "  of the answers given, right", of(all, Judged::answered), Judged::right);
    calibration(out, all);
    time(out, all);
    groups.forEach((name, some) -> counts(out, name, some));
    tell(out, remarks);
  }

  private void textQuestions(PrintWriter out, Qklm qklm) throws IOException {
    Path file = gold.resolve("text-and-graph.jsonl");
    List<Judged> all = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (GoldTextQuestion one : GoldTextQuestion.read(file)) {
      Judged judged =
          Judged.of(
              qklm,
              new Question(one.id(), one.question(), Optional.of(one.text())),
              true,
              answer ->
                  AnswerJudge.right(
                      answer, AnswerJudge.kind(one.answerKind()), one.answers(), one.yearAlone()));
      all.add(judged);
      if (!judged.right()) {
        remarks.add(
            one.id() + " '" + one.question() + "': " + said(judged) + ", right " + one.answers());
      }
    }
    out.printf(
        "%nquestions that need text and graph (%s, %s)%n", file.getFileName(), DataDigest.of(file));
    figure(out, "first answer right", all, Judged::right);
    figure(out, "  of the answers given, right", of(all, Judged::answered), Judged::right);
    calibration(out, all);
    time(out, all);
    tell(out, remarks);
  }

  private void simpleQuestions(PrintWriter out, Qklm qklm, GoldFacts facts, String digest)
      throws IOException {
    Path file = data.folder().resolve(SIMPLE);
    List<SimpleQuestion> questions = new ArrayList<>(SimpleQuestion.read(file));
    if (sample < questions.size()) {
      Collections.shuffle(questions, new Random(seed));
      questions = questions.subList(0, sample);
    }
    Map<Coverage, List<Judged>> groups = new EnumMap<>(Coverage.class);
    List<Judged> all = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (SimpleQuestion one : questions) {
      Coverage coverage = one.coverage(facts);
      Set<String> right = coverage == Coverage.FACT ? one.right(facts) : Set.of();
      Judged judged =
          Judged.of(
              qklm,
              Question.of("q", one.question()),
              coverage == Coverage.FACT,
              answer -> answer.entityId().map(EntityId::value).filter(right::contains).isPresent());
      groups.computeIfAbsent(coverage, missing -> new ArrayList<>()).add(judged);
      all.add(judged);
      if (!judged.right()) {
        remarks.add(
            coverage
                + " '"
                + one.question()
                + "': "
                + said(judged)
                + ", asked "
                + one.subject()
                + " "
                + one.relation()
                + " "
                + one.direction());
      }
    }
    out.printf(
        "%nSimpleQuestions valid (%s), %d asked; development knowledge, digest %s%n",
        DataDigest.of(file), questions.size(), digest);
    List<Judged> known = groups.getOrDefault(Coverage.FACT, List.of());
    figure(out, "a fact of the relation: answered", known, Judged::answered);
    figure(out, "  of the answers given there, right", of(known, Judged::answered), Judged::right);
    figure(
        out,
        "subject unknown: answered",
        groups.getOrDefault(Coverage.UNKNOWN_SUBJECT, List.of()),
        Judged::answered);
    figure(
        out,
        "no such fact: answered",
        groups.getOrDefault(Coverage.NO_SUCH_FACT, List.of()),
        Judged::answered);
    calibration(out, known);
    out.printf(Locale.ROOT, "  over all, also where silence is right: %.3f%n", error(all));
    time(out, all);
    tell(out, remarks);
  }

  private void tell(PrintWriter out, List<String> remarks) {
    if (wrong) {
      remarks.forEach(remark -> out.println("    " + remark));
    }
    out.flush();
  }

  private static String said(Judged judged) {
    return judged
        .first()
        .map(
            answer ->
                String.format(
                    Locale.ROOT,
                    "said '%s' (%s %s%s, %.2f)",
                    answer.text(),
                    answer.subject(),
                    answer.reversed() ? "<- " : "",
                    answer.relation(),
                    answer.score()))
        .orElse("said nothing");
  }

  private static List<Judged> of(List<Judged> all, Predicate<Judged> which) {
    return all.stream().filter(which).toList();
  }

  private void figure(PrintWriter out, String name, List<Judged> all, Predicate<Judged> which) {
    out.printf(
        Locale.ROOT,
        "%-42s %4d of %4d, %s%n",
        name,
        all.stream().filter(which).count(),
        all.size(),
        Bootstrap.interval(all, some -> Judged.share(some, which), seed));
  }

  private static void counts(PrintWriter out, String name, List<Judged> some) {
    out.printf(
        "    %-52s %3d of %3d%n", name, some.stream().filter(Judged::right).count(), some.size());
  }

  private static void calibration(PrintWriter out, List<Judged> all) {
    out.printf(Locale.ROOT, "expected calibration error of what is said: %.3f%n", error(all));
  }

  private static double error(List<Judged> all) {
    List<Reliability> said = new ArrayList<>();
    for (Judged judged : all) {
      judged
          .first()
          .map(Answer::score)
          .ifPresent(score -> said.add(new Reliability(score, judged.right())));
    }
    return Reliability.error(said);
  }

  private static void time(PrintWriter out, List<Judged> all) {
    time(out, "milliseconds a question", all.stream().map(Judged::millis).toList());
    time(out, "  of the processor", all.stream().map(Judged::processor).toList());
  }

  private static void time(PrintWriter out, String what, List<Double> all) {
    Distribution times = Distribution.of(all);
    out.printf(
        Locale.ROOT,
        "%s: p50 %.1f, p99 %.1f, most %.1f%n",
        what,
        times.quantile(0.5),
        times.quantile(0.99),
        times.quantile(1));
  }
}
