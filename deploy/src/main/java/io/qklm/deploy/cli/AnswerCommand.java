package io.qklm.deploy.cli;

import io.qklm.deploy.Engine;
import io.qklm.deploy.JsonLines;
import io.qklm.deploy.answer.AnswerWriter;
import io.qklm.deploy.answer.QuestionLine;
import io.qklm.deploy.terminal.ProgressDisplay;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.document.AnsweredQuestion;
import io.qklm.document.Question;
import io.qklm.document.QuestionOutcome;
import io.qklm.document.Rejection;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qklm answer}: questions that facts answer. */
@Command(
    name = "answer",
    description = "Answer questions from the facts of the knowledge.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  qklm answer --question \"Where was Ada Lovelace born?\"",
      "  qklm answer --input questions.jsonl --output answers.jsonl",
      "",
      "A line of the input is {\"id\": ..., \"question\": ..., \"context\": ...}; a context is a"
          + " text",
      "that says what the question's names mean, and may be left out. An answer is what stands on",
      "the other side of a fact, or a count of facts: nothing is made up. Where no answer is likely",
      "enough, one sentence says what is missing."
    })
final class AnswerCommand implements Callable<Integer> {

  private static final String PIPE = "-";

  private final Terminal terminal;

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  /** One question, or many. */
  static final class Source {

    @Option(names = "--question", paramLabel = "TEXT", description = "One question.")
    private @Nullable String question;

    @Option(
        names = "--input",
        paramLabel = "FILE",
        description =
            "Questions to read, one JSON object a line, plain or gzip; '-' for standard"
                + " input.")
    private @Nullable String input;
  }

  @Option(
      names = "--context",
      paramLabel = "TEXT",
      description = "With --question: a text that says what its names mean.")
  private @Nullable String context;

  @Option(names = "--json", description = "With --question: the answer as JSON.")
  private boolean json;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "With --input: where answers go; '-', standard output, when not given.")
  private String output = PIPE;

  @Option(
      names = "--strict",
      description = "Exit with 1 when a line was rejected; with 0 otherwise.")
  private boolean strict;

  @Option(
      names = "--min-score",
      paramLabel = "SCORE",
      description =
          "Score from 0 to 1 below which an answer is not said (default: ${DEFAULT-VALUE}).")
  private double minScore = QklmOptions.MIN_SCORE;

  @Mixin private KnowledgeOption knowledge = new KnowledgeOption();
  @Mixin private ModelOption model = new ModelOption();

  AnswerCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    String input = source.input;
    if (input != null && !PIPE.equals(input) && !Files.exists(Path.of(input))) {
      throw new NoSuchFileException(input);
    }
    if (source.question != null && source.question.isBlank()) {
      throw new CommandFailure("--question has no words");
    }
    if (!(minScore >= 0 && minScore <= 1)) {
      throw new CommandFailure("--min-score is " + minScore + "; a score from 0 to 1 is allowed");
    }
    QklmOptions options = QklmOptions.defaults().withMinScore(minScore);
    Optional<Path> bundle = model.folder();
    try (Engine engine = Engine.open(knowledge.folder(terminal), bundle, options)) {
      if (!engine.qklm().answersQuestions()) {
        throw new CommandFailure(
            "the model "
                + engine.qklm().provenance().model()
                + " answers no questions; name one that does with --model, or leave out --model for"
                + " the one that comes with qklm");
      }
      return input == null ? one(engine.qklm()) : many(engine.qklm(), input);
    }
  }

  private int one(Qklm qklm) {
    Question question =
        new Question(
            "question",
            Optional.ofNullable(source.question).orElseThrow(),
            Optional.ofNullable(context));
    QuestionOutcome outcome = qklm.answer(question);
    if (outcome instanceof AnsweredQuestion answered) {
      terminal
          .out()
          .println(json ? new AnswerWriter().write(answered) : AnswerWriter.sentences(answered));
      return 0;
    }
    throw new CommandFailure(((Rejection) outcome).message());
  }

  private int many(Qklm qklm, String input) throws IOException {
    boolean piped = PIPE.equals(input);
    AnswerWriter writer = new AnswerWriter();
    long began = System.nanoTime();
    long answered = 0;
    long rejected = 0;
    // A pipe is touched last: reading from it takes what somebody sends.
    try (JsonLines lines = piped ? new JsonLines(System.in) : JsonLines.open(Path.of(input));
        OutputStream out = output();
        ProgressDisplay progress = ProgressDisplay.on(terminal)) {
      progress.phase("answering", piped ? -1 : JsonLines.count(Path.of(input)));
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        QuestionOutcome outcome = outcome(qklm, QuestionLine.read(line));
        if (outcome instanceof AnsweredQuestion found) {
          answered++;
          out.write((writer.write(found) + "\n").getBytes(StandardCharsets.UTF_8));
          if (piped) {
            out.flush();
          }
        } else if (outcome instanceof Rejection rejection) {
          rejected++;
          progress.note(sentence(lines.number(), rejection));
        }
        progress.advance(1);
      }
    }
    terminal.note(
        String.format(
            Locale.ROOT,
            "answered %,d questions in %.1f s%s",
            answered,
            (System.nanoTime() - began) / 1e9,
            rejected == 0 ? "" : String.format(Locale.ROOT, "; %,d rejected", rejected)));
    return strict && rejected > 0 ? 1 : 0;
  }

  private static QuestionOutcome outcome(Qklm qklm, QuestionLine line) {
    return line instanceof QuestionLine.Asked asked
        ? qklm.answer(asked.question())
        : ((QuestionLine.Malformed) line).rejection();
  }

  private static String sentence(long number, Rejection rejection) {
    String id = rejection.documentId();
    return "line "
        + number
        + (id.isEmpty() ? "" : " (id '" + id + "')")
        + ": "
        + rejection.message();
  }

  private OutputStream output() throws IOException {
    return PIPE.equals(output)
        ? new Kept(terminal.out())
        : new BufferedOutputStream(Outputs.create(Path.of(output)), 1 << 16);
  }

  /** A stream whose end is not this command's to close. */
  private static final class Kept extends java.io.FilterOutputStream {

    Kept(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      out.write(bytes, from, count);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
