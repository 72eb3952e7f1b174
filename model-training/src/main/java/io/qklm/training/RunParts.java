package io.qklm.training;

import io.qklm.model.summary.SentencePlace;
import io.qklm.training.annotate.AnnotateEvaluation;
import io.qklm.training.annotate.AnnotateHeads;
import io.qklm.training.annotate.AnnotateTask;
import io.qklm.training.annotate.AnnotatedWindow;
import io.qklm.training.annotate.Annotator;
import io.qklm.training.annotate.CandidateNoise;
import io.qklm.training.annotate.CountryWords;
import io.qklm.training.annotate.Headlines;
import io.qklm.training.annotate.InventedLinks;
import io.qklm.training.annotate.OfferedLinks;
import io.qklm.training.annotate.OtherCountries;
import io.qklm.training.annotate.ShorterNames;
import io.qklm.training.annotate.WindowEncoder;
import io.qklm.training.annotate.WordPieces;
import io.qklm.training.answer.AnswerEvaluation;
import io.qklm.training.answer.AnswerNetwork;
import io.qklm.training.answer.AnswerTask;
import io.qklm.training.answer.QuestionEncoder;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.GraphQuestion;
import io.qklm.training.data.SummarizedText;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Torch;
import io.qklm.training.head.AnswerHead;
import io.qklm.training.head.LinkHead;
import io.qklm.training.head.MaskedWordHead;
import io.qklm.training.head.SalienceHead;
import io.qklm.training.head.TokenClassifier;
import io.qklm.training.knowledge.GraphKnowledge;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.masked.MaskedTask;
import io.qklm.training.masked.MaskedTexts;
import io.qklm.training.masked.WordMask;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.relation.TextRelationTask;
import io.qklm.training.run.Evaluation;
import io.qklm.training.run.Task;
import io.qklm.training.salience.SalienceEncoder;
import io.qklm.training.salience.SalienceEvaluation;
import io.qklm.training.salience.SalienceNetwork;
import io.qklm.training.salience.SalienceTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The network of a run, and its tasks and measures as the configuration names them. */
final class RunParts {

  private final TrainingConfiguration run;
  private final Torch torch;
  private final Parameters parameters;
  private final TrainingKnowledge knowledge;
  private final Path data;
  private final AnnotatedSets sets;
  private final WindowEncoder windows;
  private final SalienceEncoder texts;
  private final AnnotateHeads annotate;
  private final SalienceNetwork salience;
  private final AnswerNetwork answer;
  private final Optional<MaskedWordHead> words;
  private final WordPieces pieces;
  private final OpenKnowledge opened;

  /**
   * Registers the parameters of the network and of its heads, that for hidden words where a task
   * needs it; borrows what it is given.
   */
  RunParts(
      TrainingConfiguration run,
      Torch torch,
      Parameters parameters,
      WordPieces pieces,
      OpenKnowledge opened,
      AnnotatedSets sets,
      Path data) {
    this.run = run;
    this.torch = torch;
    this.parameters = parameters;
    this.pieces = pieces;
    this.opened = opened;
    this.knowledge = opened.knowledge();
    this.data = data;
    this.sets = sets;
    this.windows = new WindowEncoder(pieces, knowledge, run.maxTokens());
    this.texts = new SalienceEncoder(windows, run.maxCharacters());
    EncoderShape shape = EncoderShape.miniLm();
    boolean injects = run.knowledge() != null && run.knowledge().injects();
    KnowledgeNetwork.Knowledge known =
        new KnowledgeNetwork.Knowledge(knowledge.dimension(), knowledge.features(), injects);
    KnowledgeNetwork network = new KnowledgeNetwork(parameters, shape, known);
    this.annotate =
        new AnnotateHeads(
            network,
            new TokenClassifier(parameters, shape.hidden()),
            new LinkHead(parameters, shape.hidden(), known));
    this.answer =
        new AnswerNetwork(
            network,
            annotate.links(),
            new AnswerHead(parameters, shape.hidden(), knowledge.dimension()));
    this.salience =
        new SalienceNetwork(
            network, new SalienceHead(parameters, shape.hidden(), SentencePlace.FEATURES));
    this.words =
        run.learns(TrainingConfiguration.Kind.MASKED)
            ? Optional.of(new MaskedWordHead(parameters, network.encoder()))
            : Optional.empty();
  }

  /** The knowledge in words, for tables. */
  String describe() {
    return run.knowledge() == null
        ? "no knowledge"
        : "knowledge "
            + opened.digest()
            + (run.knowledge().injects() ? ", injected" : ", not injected");
  }

  /** All tasks, their data read. */
  List<Task> tasks() throws IOException {
    List<Task> tasks = new ArrayList<>();
    for (TrainingConfiguration.TaskEntry entry : run.tasks()) {
      tasks.add(
          switch (entry.kind()) {
            case ANNOTATE -> annotate(entry);
            case SALIENCE -> salience(entry);
            case ANSWER -> answer(entry);
            case MASKED -> masked(entry);
            case RELATIONS -> relations(entry);
          });
    }
    return tasks;
  }

  private AnnotateTask annotate(TrainingConfiguration.TaskEntry entry) throws IOException {
    ShorterNames names = new ShorterNames(knowledge, entry.shortened(), run.seed());
    InventedLinks twins = new InventedLinks(opened.invented(), entry.invented(), run.seed());
    Headlines headlines = new Headlines(entry.headlines(), run.seed());
    CountryWords countryWords = sets.countryWords(run);
    OfferedLinks offered = new OfferedLinks(knowledge);
    OtherCountries others =
        new OtherCountries(countryWords, knowledge, entry.exchanged(), run.seed());
    List<AnnotatedWindow> read = new ArrayList<>();
    long number = 0;
    for (TrainingConfiguration.SetEntry set : entry.data()) {
      for (AnnotatedText learned : sets.learned(set, entry.heldOut())) {
        AnnotatedText judged = entry.linkWeight() > 0 ? learned.rejecting() : learned;
        AnnotatedText marked = countryWords.apply(judged);
        AnnotatedText text = entry.offered() ? offered.apply(marked) : marked;
        AnnotatedText written =
            twins.apply(names.apply(others.apply(text, number), number), number);
        read.addAll(windows.encode(headlines.apply(written, number)));
        number++;
      }
    }
    return new AnnotateTask(
        new AnnotateTask.Options(
            entry.name(),
            entry.weight(),
            run.batchTokens(),
            run.labelSmoothing(),
            entry.linkWeight(),
            new CandidateNoise(entry.leftOut(), entry.hidden()),
            run.seed()),
        annotate,
        knowledge,
        read);
  }

  private SalienceTask salience(TrainingConfiguration.TaskEntry entry) throws IOException {
    List<SummarizedText> read = new ArrayList<>();
    for (TrainingConfiguration.SetEntry set : entry.data()) {
      read.addAll(summarized(set));
    }
    return new SalienceTask(
        new SalienceTask.Options(
            entry.name(), entry.weight(), run.batchTokens(), run.maxCharacters(), run.seed()),
        salience,
        knowledge,
        texts,
        read);
  }

  private AnswerTask answer(TrainingConfiguration.TaskEntry entry) throws IOException {
    List<GraphQuestion> read = new ArrayList<>();
    for (TrainingConfiguration.SetEntry set : entry.data()) {
      read.addAll(GraphQuestion.read(data.resolve(set.file())));
    }
    return new AnswerTask(
        new AnswerTask.Options(entry.name(), entry.weight(), run.batchTokens(), run.seed()),
        answer,
        graph(),
        new QuestionEncoder(pieces, graph()),
        read);
  }

  private MaskedTask masked(TrainingConfiguration.TaskEntry entry) throws IOException {
    MaskedTexts layout = new MaskedTexts(windows, knowledge);
    List<AnnotatedWindow> read = new ArrayList<>();
    for (TrainingConfiguration.SetEntry set : entry.data()) {
      for (AnnotatedText text : sets.learned(set, entry.heldOut())) {
        read.addAll(layout.encode(text));
      }
    }
    return new MaskedTask(
        new MaskedTask.Options(
            entry.name(),
            entry.weight(),
            run.batchTokens(),
            new WordMask(entry.hidden()),
            run.seed()),
        annotate.network(),
        words.orElseThrow(),
        knowledge,
        read);
  }

  private TextRelationTask relations(TrainingConfiguration.TaskEntry entry) throws IOException {
    return TextRelations.task(
        new TextRelationTask.Options(entry.name(), entry.weight(), run.batchTokens(), run.seed()),
        TextRelations.read(entry.data().get(0), data),
        parameters,
        annotate.network(),
        pieces);
  }

  private GraphKnowledge graph() throws IOException {
    return opened
        .graph()
        .orElseThrow(
            () ->
                new IOException(
                    "the run '"
                        + run.name()
                        + "' asks questions over the graph, but its configuration has no"
                        + " 'knowledge'"));
  }

  /** All measures, their data read. */
  List<Evaluation> evaluations() throws IOException {
    List<Evaluation> evaluations = new ArrayList<>();
    for (TrainingConfiguration.SetEntry set : run.evaluations()) {
      String file = set.file().replace(',', ' ');
      if (set.form().equals(AnnotatedSets.QUESTIONS)) {
        evaluations.add(
            new AnswerEvaluation(
                "answers/" + file,
                torch,
                parameters,
                run.precisionOfProducts(),
                answer,
                graph(),
                new QuestionEncoder(pieces, graph()),
                GraphQuestion.read(data.resolve(set.file()))));
      } else if (set.form().equals(AnnotatedSets.SUMMARIES)) {
        evaluations.add(
            new SalienceEvaluation(
                "ROUGE/" + file,
                torch,
                parameters,
                run.precisionOfProducts(),
                salience,
                knowledge,
                texts,
                summarized(set)));
      } else {
        Annotator annotator =
            new Annotator(torch, parameters, run.precisionOfProducts(), annotate, knowledge);
        evaluations.add(new AnnotateEvaluation("F1/" + file, annotator, windows, sets.read(set)));
      }
    }
    return evaluations;
  }

  private List<SummarizedText> summarized(TrainingConfiguration.SetEntry set) throws IOException {
    int limit = set.limit() > 0 ? set.limit() : Integer.MAX_VALUE;
    return SummarizedText.read(data.resolve(set.file()), limit);
  }
}
