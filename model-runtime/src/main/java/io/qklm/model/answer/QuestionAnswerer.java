package io.qklm.model.answer;

import io.qklm.document.Answer;
import io.qklm.document.AnswerExplanation;
import io.qklm.document.SentenceSplitter;
import io.qklm.document.Silence;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.annotate.WindowReader;
import io.qklm.model.answer.Interpretation.Operation;
import io.qklm.model.answer.lexicon.BoundLexicon;
import io.qklm.model.answer.lexicon.QuestionLexicon;
import io.qklm.model.answer.lexicon.QuestionText;
import io.qklm.model.linking.CandidateReader;
import io.qklm.model.linking.TextCandidates;
import io.qklm.model.onnx.AnswerGraph;
import io.qklm.model.onnx.WindowReading;
import io.qklm.model.window.Window;
import io.qklm.model.window.WindowLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers questions over one epoch. The network says whom a question may name, the lexicon what its
 * words ask for, and the answer head how well each relation fits; readings of all that are ranked
 * and the first is said if it is likely enough. Safe for any number of threads; borrows everything.
 */
public final class QuestionAnswerer {

  /** Readings whose answers are read. */
  private static final int READ = 16;

  private static final SentenceSplitter SPLITTER = new SentenceSplitter();
  private static final String LANGUAGE = "en";

  private final KnowledgeSnapshot snapshot;
  private final Network network;
  private final Options options;
  private final BoundLexicon lexicon;
  private static final AnswerWeights WEIGHTS = AnswerWeights.fitted();
  private final EntityRelations relations;
  private final SubjectFinder subjects;
  private final InterpretationFinder finder;
  private final OrderFinder orders;
  private final ClueReader clues;
  private final AnswerMaker maker;
  private final SilenceMaker silence;

  /**
   * How questions are answered.
   *
   * @param dimension components of a relation's vector
   * @param answers of a question at most
   * @param minScore what is less likely is not said, 0 to 1
   */
  public record Options(int dimension, int answers, double minScore) {}

  /** The vectors of relations' words, those of entities' space. */
  @FunctionalInterface
  public interface RelationVectors {
    float[] of(String words);
  }

  /**
   * What reads a question's words.
   *
   * @param layout of windows as long as a question may be
   * @param candidates of all words, for people type names in small letters
   * @param graph the answer head
   */
  public record Network(
      WindowLayout layout,
      WindowReader reader,
      CandidateReader candidates,
      AnswerGraph graph,
      RelationVectors vectors) {}

  /**
   * What came of a question.
   *
   * @param answers the likeliest first
   * @param silence why there are none
   */
  public record Reply(List<Answer> answers, Optional<Silence> silence) {}

  /** An answerer over {@code snapshot}. */
  public QuestionAnswerer(
      KnowledgeSnapshot snapshot, QuestionLexicon words, Network network, Options options) {
    this.snapshot = snapshot;
    this.network = network;
    this.options = options;
    this.lexicon = new BoundLexicon(words, snapshot.relations());
    this.relations = new EntityRelations(snapshot);
    this.subjects = new SubjectFinder(words);
    this.finder = new InterpretationFinder(snapshot, lexicon, relations);
    this.orders = new OrderFinder(snapshot, lexicon);
    this.clues = new ClueReader(snapshot, lexicon);
    this.maker = new AnswerMaker(snapshot, lexicon);
    this.silence = new SilenceMaker(clues, maker);
  }

  /**
   * The answers to {@code question}, or why there are none.
   *
   * @param context a text, and whom it names
   * @throws io.qklm.model.onnx.ModelException if the network fails on it
   */
  public Reply answer(String question, Optional<QuestionContext> context) {
    Analysis analysis = analyse(question, context);
    List<Answer> answers = new ArrayList<>();
    for (Ranked one : analysis.ranked()) {
      if (one.score() >= options.minScore()) {
        answers.addAll(
            maker.answers(
                one.reading(),
                one.score(),
                context.map(QuestionContext::text),
                options.answers() - answers.size()));
      }
    }
    return answers.isEmpty()
        ? new Reply(
            List.of(),
            Optional.of(
                silence.of(
                    analysis.asked(),
                    analysis.subjects(),
                    analysis.ranked().stream().findFirst(),
                    options.minScore())))
        : new Reply(answers, Optional.empty());
  }

  /** What the question may mean, with what speaks for it; the likeliest first. */
  public List<AnswerExplanation> explain(String question, Optional<QuestionContext> context) {
    return analyse(question, context).ranked().stream()
        .map(
            one -> {
              Map<String, Double> told = new LinkedHashMap<>();
              for (Clue clue : Clue.values()) {
                told.put(clue.name(), clue.in(one.clues()));
              }
              return new AnswerExplanation(
                  maker.answers(
                      one.reading(),
                      one.score(),
                      context.map(QuestionContext::text),
                      options.answers()),
                  one.score(),
                  told);
            })
        .toList();
  }

  private record Analysis(AskedQuestion asked, List<Subject> subjects, List<Ranked> ranked) {}

  private Analysis analyse(String typed, Optional<QuestionContext> context) {
    String question = GermanSpelling.restored(typed, snapshot.aliases());
    QuestionText text = QuestionText.of(question);
    AskedQuestion asked =
        new AskedQuestion(
            text,
            lexicon.words(),
            lexicon.live(text),
            context.map(known -> known.words(text)).orElseGet(BitSet::new),
            relations);
    TextCandidates found = network.candidates().candidates(question);
    Optional<Window> window =
        network
            .layout()
            .lay(SPLITTER.segment(question, LANGUAGE), found.mentions())
            .windows()
            .stream()
            .findFirst();
    if (window.isEmpty()) {
      return new Analysis(asked, List.of(), List.of());
    }
    WindowReading reading = network.reader().run(window.get(), found.entities());
    List<Subject> named = new ArrayList<>();
    context.ifPresent(known -> named.addAll(known.subjects(snapshot)));
    named.addAll(subjects.find(text, window.get(), reading, found.entities()));
    List<Interpretation> steps = finder.steps(asked, named);
    ClueReader.Head head = head(reading, steps);
    return new Analysis(asked, named, ranked(asked, named, steps, head));
  }

  private List<Ranked> ranked(
      AskedQuestion asked, List<Subject> named, List<Interpretation> steps, ClueReader.Head head) {
    List<Ranked> promising =
        steps.stream()
            .map(one -> ranked(asked, one, head))
            .sorted(Comparator.comparingDouble(one -> -one.rank()))
            .limit(READ)
            .toList();
    List<Interpretation> read = new ArrayList<>();
    promising.forEach(one -> read.add(finder.answered(one.reading())));
    read.addAll(finder.twoSteps(asked, named));
    read.addAll(orders.find(asked, named));
    if (asked.frame().confirms()) {
      read.addAll(finder.confirmations(asked, named));
    }
    List<Ranked> ranked =
        read.stream()
            .filter(one -> !one.answers().isEmpty())
            .filter(one -> !asked.frame().confirms() || one.operation() == Operation.CONFIRM)
            .map(one -> ranked(asked, one, head))
            .sorted(Comparator.comparingDouble(one -> -one.rank()))
            .limit(READ)
            .toList();
    return scored(ranked);
  }

  private Ranked ranked(AskedQuestion asked, Interpretation one, ClueReader.Head head) {
    double[] read = clues.read(asked, one, head);
    return new Ranked(one, read, WEIGHTS.rank(read), 0);
  }

  /** Each with its probability: the first by how far the next is behind, the others likewise. */
  private List<Ranked> scored(List<Ranked> ranked) {
    List<Ranked> scored = new ArrayList<>();
    for (int i = 0; i < ranked.size(); i++) {
      Ranked one = ranked.get(i);
      double ahead = i == 0 ? 5 : one.rank() - ranked.get(0).rank();
      for (int j = i + 1; i == 0 && j < ranked.size(); j++) {
        if (!sameAnswer(one, ranked.get(j))) {
          ahead = one.rank() - ranked.get(j).rank();
          break;
        }
      }
      Clue.MARGIN.set(one.clues(), Math.max(-1, Math.min(1, ahead / 5)));
      scored.add(one.withScore(WEIGHTS.sure(one.clues())));
    }
    return scored;
  }

  private static boolean sameAnswer(Ranked one, Ranked other) {
    Interpretation.Found first = one.reading().answers().get(0);
    return other.reading().answers().stream()
        .anyMatch(
            found -> found.object().equals(first.object()) && found.words().equals(first.words()));
  }

  /** One run of the answer head over all relations at hand. */
  private ClueReader.Head head(WindowReading reading, List<Interpretation> steps) {
    Map<DirectedRelation, Integer> rows = new LinkedHashMap<>();
    steps.forEach(one -> rows.computeIfAbsent(one.last(), missing -> rows.size()));
    if (rows.isEmpty()) {
      return new ClueReader.Head(Map.of(), Map.of());
    }
    int dimension = options.dimension();
    float[] vectors = new float[rows.size() * dimension];
    float[] backwards = new float[rows.size()];
    rows.forEach(
        (relation, row) -> {
          float[] vector = network.vectors().of(snapshot.relation(relation.id()).label(LANGUAGE));
          System.arraycopy(vector, 0, vectors, row * dimension, dimension);
          backwards[row] = relation.reversed() ? 1 : 0;
        });
    float[] logits = network.graph().logits(reading.states(), vectors, backwards);
    double top = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      top = Math.max(top, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - top);
    }
    double whole = top + Math.log(sum);
    Map<DirectedRelation, Double> shares = new HashMap<>();
    rows.forEach((relation, row) -> shares.put(relation, logits[row] - whole));
    Map<Integer, Double> best = new HashMap<>();
    for (Interpretation one : steps) {
      best.merge(one.subjects().get(0).ordinal(), shares.getOrDefault(one.last(), 0.0), Math::max);
    }
    return new ClueReader.Head(shares, best);
  }
}
