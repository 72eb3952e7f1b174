package io.qklm.model;

import io.qklm.document.AnswerExplanation;
import io.qklm.document.AnsweredQuestion;
import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.EntityAnnotation;
import io.qklm.document.EntitySentence;
import io.qklm.document.FactStatement;
import io.qklm.document.LanguageDetector;
import io.qklm.document.MentionExplanation;
import io.qklm.document.Outcome;
import io.qklm.document.Provenance;
import io.qklm.document.Question;
import io.qklm.document.QuestionOutcome;
import io.qklm.document.Rejection;
import io.qklm.document.SegmentedText;
import io.qklm.document.SentenceSplitter;
import io.qklm.document.Summary;
import io.qklm.document.html.PlainDocument;
import io.qklm.kg.EntityId;
import io.qklm.kg.store.EntityText;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.annotate.TextReader;
import io.qklm.model.annotate.TitledText;
import io.qklm.model.answer.QuestionAnswerer;
import io.qklm.model.answer.QuestionContext;
import io.qklm.model.encoding.Vectors;
import io.qklm.model.linking.FactSelector;
import io.qklm.model.linking.LinkingWeights;
import io.qklm.model.linking.WeighedMention;
import io.qklm.model.onnx.ModelException;
import io.qklm.model.override.OverrideSource;
import io.qklm.model.resolve.OpenDocument;
import io.qklm.model.stage.Stage;
import io.qklm.model.stage.StageTimes;
import io.qklm.text.CodePointIndex;
import io.qklm.text.LanguageTags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine: one model bundle and one epoch of the knowledge, documents in, enrichments out. An
 * outcome depends on the document, the bundle, the epoch and the overrides in force alone. Safe for
 * any number of threads.
 */
public final class Qklm implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Qklm.class);

  private static final String ANSWERS_NOTHING =
      "the model %s answers no questions; name a bundle with an answer head, such as the folder"
          + " models/qklm-open of QKLM Streams (--model, or the option 'model' in SQL)";

  private final Runnable onClose;
  private final KnowledgeSnapshot snapshot;
  private final QklmOptions options;
  private final Provenance provenance;
  private final LanguageDetector languages;
  private final SentenceSplitter splitter = new SentenceSplitter();
  private final OpenedModel.Texts texts;
  private final FactSelector facts;
  private final Annotations annotations;
  private final OverrideSource overrides;
  private final Summaries summaries;

  /**
   * An engine of an opened bundle over a snapshot that fits it.
   *
   * @param onClose what closing the engine does
   */
  Qklm(OpenedBundle opened, KnowledgeSnapshot snapshot, Runnable onClose) {
    this.snapshot = snapshot;
    this.options = opened.options();
    this.provenance = opened.provenance(snapshot);
    this.languages = opened.languages();
    this.texts = opened.model().over(snapshot);
    this.onClose = onClose;
    this.facts = new FactSelector(snapshot);
    this.annotations = new Annotations(snapshot);
    this.overrides = opened.overrides();
    this.summaries = new Summaries(options.summary(), texts, opened.summarizer());
  }

  /**
   * Opens the engine.
   *
   * @param snapshot the knowledge; stays the caller's, who closes it after the engine
   * @throws BundleException if the bundle's files cannot be used
   * @throws IOException if the snapshot's vectors come from another model than this bundle
   */
  public static Qklm open(ModelBundle bundle, KnowledgeSnapshot snapshot, QklmOptions options)
      throws IOException {
    return open(bundle, snapshot, options, LinkingWeights.defaults());
  }

  /**
   * Opens the engine with links that a person decides; {@code overrides} is asked once a document.
   */
  public static Qklm open(
      ModelBundle bundle, KnowledgeSnapshot snapshot, QklmOptions options, OverrideSource overrides)
      throws IOException {
    return open(bundle, snapshot, options, LinkingWeights.defaults(), overrides);
  }

  /** Opens the engine with other weights of the zero-shot linker, for tuning. */
  public static Qklm open(
      ModelBundle bundle, KnowledgeSnapshot snapshot, QklmOptions options, LinkingWeights weights)
      throws IOException {
    return open(bundle, snapshot, options, weights, OverrideSource.NONE);
  }

  private static Qklm open(
      ModelBundle bundle,
      KnowledgeSnapshot snapshot,
      QklmOptions options,
      LinkingWeights weights,
      OverrideSource overrides)
      throws IOException {
    OpenedBundle.requireSameEmbedding(bundle, snapshot);
    OpenedBundle opened = OpenedBundle.open(bundle, options, weights, overrides);
    try {
      return new Qklm(opened, snapshot, opened::close);
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /** What this engine stamps on every enrichment. */
  public Provenance provenance() {
    return provenance;
  }

  /**
   * One outcome per document, in their order. A document that the model cannot handle is rejected;
   * no content of a document makes this throw.
   */
  public List<Outcome> enrich(List<Document> documents) {
    List<Outcome> outcomes = new ArrayList<>(documents.size());
    for (Document document : documents) {
      outcomes.add(enrich(document, new StageTimes()));
    }
    return outcomes;
  }

  /**
   * Why the links of a document are as they are: what each mention may mean, and how sure the
   * engine is of it. Costs about as much as enriching it.
   *
   * @throws ModelException if the model gives no numbers for it
   */
  public List<MentionExplanation> explain(Document document) {
    String text = plainHead(document);
    String language = language(document, text);
    CodePointIndex index = CodePointIndex.of(text);
    return texts.weigh(titled(document, text, language)).stream()
        .map(mention -> explanation(mention, text, index, language))
        .toList();
  }

  /**
   * What is to be decided of a document's mentions, for fitting weights; empty where the bundle has
   * no trained network or the script is not its own.
   *
   * @throws ModelException if the model gives no numbers for it
   */
  public Optional<OpenDocument> open(Document document) {
    String text = plainHead(document);
    return texts.open(titled(document, text, language(document, text)));
  }

  private TitledText titled(Document document, String text, String language) {
    SegmentedText segmented = splitter.segment(text, language);
    return TitledText.of(segmented, document.title(), splitter, language);
  }

  /** What is read of a document; offsets point into it. */
  private String plainHead(Document document) {
    int most = options.maxCodePoints();
    Document plain = PlainDocument.of(document, most).map(PlainDocument::document).orElse(document);
    return TextHead.of(plain.text(), most).text();
  }

  private MentionExplanation explanation(
      WeighedMention mention, String text, CodePointIndex index, String language) {
    return new MentionExplanation(
        index.toCodePoints(mention.span()),
        mention.span().in(text),
        mention.candidates().stream()
            .map(
                candidate -> {
                  EntityText words = snapshot.text(candidate.entity().ordinal(), language);
                  return new MentionExplanation.Candidate(
                      candidate.entity().id(),
                      words.label(),
                      words.description(),
                      candidate.entity().kind(),
                      candidate.prior(),
                      candidate.score());
                })
            .toList());
  }

  /**
   * The vector of a short text, as the knowledge's entities have them: the nearer in cosine, the
   * more alike. {@link EntityVerbalizer#MAX_TOKENS} tokens are read.
   *
   * @throws ModelException if the model gives no numbers for it
   */
  public float[] embed(String text) {
    return texts.embed(text);
  }

  /** Whether the bundle has a head that answers questions. */
  public boolean answersQuestions() {
    return texts.answerer().isPresent();
  }

  /**
   * What the knowledge answers, or why it does not; a question that the model cannot handle is
   * rejected.
   *
   * @throws UnsupportedOperationException if the bundle has no head for it; the message says which
   *     has
   */
  public QuestionOutcome answer(Question question) {
    QuestionAnswerer answerer = answerer();
    try {
      QuestionAnswerer.Reply reply = answerer.answer(words(question), context(question));
      return new AnsweredQuestion(question, reply.answers(), reply.silence(), provenance);
    } catch (ModelException e) {
      LOG.warn("question '{}' was rejected: {}", question.id(), e.getMessage());
      return new Rejection(
          question.id(), Rejection.Cause.MODEL_FAILURE, String.valueOf(e.getMessage()));
    }
  }

  /**
   * What a question may mean and what speaks for it, the likeliest first, also what is not likely
   * enough to be said.
   *
   * @throws UnsupportedOperationException as {@link #answer}
   * @throws ModelException if the model gives no numbers for it
   */
  public List<AnswerExplanation> explain(Question question) {
    return answerer().explain(words(question), context(question));
  }

  private QuestionAnswerer answerer() {
    return texts
        .answerer()
        .orElseThrow(
            () -> new UnsupportedOperationException(ANSWERS_NOTHING.formatted(provenance.model())));
  }

  private String words(Question question) {
    return TextHead.of(question.question(), options.maxCodePoints()).text();
  }

  /** The context, and whom it names. */
  private Optional<QuestionContext> context(Question question) {
    return question
        .context()
        .map(text -> TextHead.of(text, options.maxCodePoints()).text())
        .map(
            text ->
                new QuestionContext(
                    text,
                    texts
                        .read(
                            TitledText.of(splitter.segment(text, languages.detect(text))),
                            new StageTimes())
                        .links()));
  }

  /** The runs of the language model that enriching a document without title takes. */
  public List<ModelRun> runs(Document document) {
    String text = plainHead(document);
    return texts.runs(splitter.segment(text, language(document, text)));
  }

  /**
   * The outcome of one document.
   *
   * @param times gets what the document cost
   */
  public Outcome enrich(Document document, StageTimes times) {
    times.start();
    Optional<PlainDocument> plain = PlainDocument.of(document, options.maxCodePoints());
    return plain.isPresent()
        ? enrich(plain.get(), times)
        : new Rejection(
            document.id(),
            Rejection.Cause.MISSING_FIELD,
            "the text is markup that holds no words; send one that does");
  }

  private Outcome enrich(PlainDocument plain, StageTimes times) {
    Document document = plain.document();
    TextHead head = TextHead.of(document.text(), options.maxCodePoints());
    String text = head.text();
    String language = language(document, text);
    TextReader.Reading reading;
    Summaries.Draft draft;
    Optional<Summary> summary;
    try {
      TitledText titled = titled(document, text, language);
      times.end(Stage.SENTENCES);
      reading = texts.read(titled, times);
      times.read(reading.tokens());
      if (!Vectors.isFinite(reading.encoded().documentVector())) {
        throw new ModelException("the model gave numbers that are not finite for this text");
      }
      draft = summaries.draft(document, reading, language);
      summary = draft.summary();
      times.end(Stage.SUMMARY);
    } catch (ModelException e) {
      LOG.warn("document '{}' was rejected: {}", document.id(), e.getMessage());
      return new Rejection(
          document.id(), Rejection.Cause.MODEL_FAILURE, String.valueOf(e.getMessage()));
    }
    DecidedLinks decided = DecidedLinks.of(document, reading, overrides.current(), snapshot);
    List<FactStatement> told = facts.select(decided.all(), language);
    Map<EntityId, EntitySentence> sentences = draft.ofEntities(decided.text(), told);
    Enrichment enrichment =
        new Enrichment(
            document,
            language,
            summary,
            annotations.of(decided.text(), text, language).stream()
                .map(entity -> described(entity, sentences))
                .toList(),
            annotations.of(decided.title(), document.title().orElse(""), language),
            told,
            provenance.withOverrides(decided.overrides()),
            head.truncated() || plain.cut());
    times.end(Stage.FACTS);
    return enrichment;
  }

  /** What the sender says, where that names a language, else what the text looks like. */
  private String language(Document document, String text) {
    return document
        .language()
        .flatMap(LanguageTags::canonical)
        .orElseGet(() -> languages.detect(text));
  }

  private static EntityAnnotation described(
      EntityAnnotation entity, Map<EntityId, EntitySentence> sentences) {
    return entity
        .entityId()
        .flatMap(id -> Optional.ofNullable(sentences.get(id)))
        .map(entity::withSummary)
        .orElse(entity);
  }

  /** Closes the model's native parts if {@link #open} opened them; the snapshot stays open. */
  @Override
  public void close() {
    onClose.run();
  }
}
