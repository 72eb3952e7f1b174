package io.qklm.training.task;

import io.qklm.model.encoding.TextTokenizer;
import io.qklm.training.base.BaseModel;
import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.data.AnnotatedSets;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Torch;
import io.qklm.training.knowledge.GraphKnowledge;
import io.qklm.training.knowledge.OpenKnowledge;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.rewriting.RewritingContext;
import io.qklm.training.window.WindowEncoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What the kinds of tasks of one run stand on. Borrows all of it. */
public final class RunContext {

  private final TrainingConfiguration run;
  private final Torch torch;
  private final Parameters parameters;
  private final BaseModel base;
  private final TextTokenizer tokenizer;
  private final OpenKnowledge opened;
  private final AnnotatedSets sets;
  private final WindowEncoder windows;
  private final KnowledgeNetwork network;
  private final RewritingContext rewriting;
  private final Map<Class<?>, Object> shared = new HashMap<>();

  /** Registers the parameters of the network. */
  public RunContext(
      TrainingConfiguration run,
      Torch torch,
      Parameters parameters,
      BaseModel base,
      TextTokenizer tokenizer,
      OpenKnowledge opened,
      AnnotatedSets sets) {
    this.run = run;
    this.torch = torch;
    this.parameters = parameters;
    this.base = base;
    this.tokenizer = tokenizer;
    this.opened = opened;
    this.sets = sets;
    TrainingKnowledge knowledge = opened.knowledge();
    this.windows = new WindowEncoder(tokenizer, knowledge, run.maxTokens());
    this.network =
        new KnowledgeNetwork(
            parameters,
            base.shape(),
            new KnowledgeNetwork.Knowledge(
                knowledge.dimension(), knowledge.features(), run.injects()),
            run.rank());
    this.rewriting = new RewritingContext(knowledge, opened.invented(), sets.folder(), run.seed());
  }

  public TrainingConfiguration run() {
    return run;
  }

  public Torch torch() {
    return torch;
  }

  public Parameters parameters() {
    return parameters;
  }

  public BaseModel base() {
    return base;
  }

  public TextTokenizer tokenizer() {
    return tokenizer;
  }

  public TrainingKnowledge knowledge() {
    return opened.knowledge();
  }

  public AnnotatedSets sets() {
    return sets;
  }

  /** A file of the data folder. */
  public Path file(String name) {
    return sets.folder().resolve(name);
  }

  /** Texts as the network reads them. */
  public WindowEncoder windows() {
    return windows;
  }

  /** The network that every head reads. */
  public KnowledgeNetwork network() {
    return network;
  }

  /** What changes of texts are made with. */
  public RewritingContext rewriting() {
    return rewriting;
  }

  /** Components of a state. */
  public int hidden() {
    return base.shape().hidden();
  }

  /**
   * The knowledge for questions.
   *
   * @throws IOException if the run has none
   */
  public GraphKnowledge graph() throws IOException {
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

  /** A part that several kinds stand on, made for the first that asks. */
  public <T> T shared(Class<T> type, Supplier<T> made) {
    Object known = shared.get(type);
    if (known == null) {
      known = made.get();
      shared.put(type, known);
    }
    return type.cast(known);
  }
}
