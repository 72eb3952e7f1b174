package io.qklm.training.command;

import io.qklm.kg.store.files.FileTrees;
import io.qklm.model.ModelBundle;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.training.base.BaseModel;
import io.qklm.training.base.BaseModels;
import io.qklm.training.configuration.KnowledgeEntry;
import io.qklm.training.configuration.TaskEntry;
import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.data.AnnotatedSets;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Torch;
import io.qklm.training.knowledge.InventedEntities;
import io.qklm.training.knowledge.OpenKnowledge;
import io.qklm.training.onnx.Weight;
import io.qklm.training.run.RunDigests;
import io.qklm.training.store.Safetensors;
import io.qklm.training.task.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All that a run stands on, opened; owns it and closes it in order. */
public final class OpenRun implements AutoCloseable {

  private static final String INVENTED = "invented";

  private final RunOptions options;
  private final TrainingConfiguration configuration;
  private final Torch torch;
  private final TextTokenizer tokenizer;
  private final Parameters parameters;
  private final OpenKnowledge knowledge;
  private final RunContext context;
  private final RunParts parts;

  private OpenRun(
      RunOptions options,
      TrainingConfiguration configuration,
      Torch torch,
      TextTokenizer tokenizer,
      BaseModel base,
      Parameters parameters,
      AnnotatedSets sets,
      OpenKnowledge knowledge) {
    this.options = options;
    this.configuration = configuration;
    this.torch = torch;
    this.tokenizer = tokenizer;
    this.parameters = parameters;
    this.knowledge = knowledge;
    this.context =
        new RunContext(configuration, torch, parameters, base, tokenizer, knowledge, sets);
    this.parts = new RunParts(context);
  }

  /**
   * Opens what {@code options} name; the network starts from the base model, or from the run that
   * the configuration starts from.
   */
  static OpenRun open(RunOptions options) throws IOException {
    return open(options, TaskKinds.read(options.config()));
  }

  /** The same, with the knowledge that measures are taken with. */
  static OpenRun toMeasure(RunOptions options) throws IOException {
    TrainingConfiguration run = TaskKinds.read(options.config());
    return open(options, run, true);
  }

  /** The same as {@link #open(RunOptions)} for another run than the options' own. */
  static OpenRun open(RunOptions options, TrainingConfiguration run) throws IOException {
    return open(options, run, false);
  }

  private static OpenRun open(RunOptions options, TrainingConfiguration run, boolean measures)
      throws IOException {
    AnnotatedSets sets = new AnnotatedSets(options.data());
    OpenKnowledge knowledge = knowledge(run, options, sets, measures);
    try {
      BaseModel base = BaseModels.named(run.base());
      TextTokenizer tokenizer = base.tokenizer();
      Torch torch = Torch.open(options.threads());
      Parameters parameters = new Parameters(torch, run.seed());
      OpenRun opened =
          new OpenRun(options, run, torch, tokenizer, base, parameters, sets, knowledge);
      BaseModels.load(base, parameters);
      if (run.start() != null) {
        opened.load(options.best(run.start()));
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      knowledge.close();
      throw e;
    }
  }

  private static OpenKnowledge knowledge(
      TrainingConfiguration run, RunOptions options, AnnotatedSets sets, boolean measures)
      throws IOException {
    KnowledgeEntry entry = run.knowledge();
    if (entry == null) {
      return OpenKnowledge.none(ModelBundle.zeroShot().manifest().hidden());
    }
    Path folder =
        options
            .knowledge()
            .orElseThrow(
                () ->
                    new IOException(
                        "the run '"
                            + run.name()
                            + "' learns with knowledge; name the snapshot's folder with"
                            + " --knowledge (./qklm kg build makes one)"));
    List<Path> facts = entry.facts().stream().map(options.data()::resolve).toList();
    if (measures) {
      return OpenKnowledge.in(folder, entry.candidates(), facts, entry.vectors().measured());
    }
    Set<String> ids = new HashSet<>();
    for (TaskEntry task : run.tasks()) {
      ids.addAll(TaskKinds.named(task.kind()).invented(task, sets));
    }
    if (ids.isEmpty()) {
      return OpenKnowledge.in(folder, entry.candidates(), facts, entry.vectors());
    }
    Path output = options.checkpoints().resolve(run.name()).resolve(INVENTED);
    FileTrees.delete(output);
    Files.createDirectories(output.getParent());
    InventedEntities twins = InventedEntities.build(folder, output, ids, run.seed());
    return OpenKnowledge.in(output, entry.candidates(), facts, entry.vectors()).with(twins);
  }

  TrainingConfiguration configuration() {
    return configuration;
  }

  /** The run's folder. */
  Path folder() {
    return options.checkpoints().resolve(configuration.name());
  }

  Torch torch() {
    return torch;
  }

  Parameters parameters() {
    return parameters;
  }

  /** The knowledge in words, for tables. */
  String describeKnowledge() {
    return configuration.knowledge() == null
        ? "no knowledge"
        : "knowledge "
            + knowledge.digest()
            + (configuration.injects() ? ", injected" : ", not injected");
  }

  /** What the run's tasks stand on. */
  RunContext context() {
    return context;
  }

  RunParts parts() {
    return parts;
  }

  /**
   * Puts the weights that {@code file} has into the parameters of the same names.
   *
   * @return what they were made with; empty if they do not say
   */
  Optional<RunDigests> load(Path file) throws IOException {
    Safetensors weights = Safetensors.open(file);
    for (String name : weights.names()) {
      if (parameters.names().contains(name)) {
        Weight weight = weights.read(name);
        parameters.set(name, weight.shape(), weight.values());
      }
    }
    return RunDigests.of(weights.metadata());
  }

  @Override
  public void close() {
    parameters.close();
    torch.close();
    tokenizer.close();
    knowledge.close();
  }
}
