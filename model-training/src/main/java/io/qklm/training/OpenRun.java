package io.qklm.training;

import io.qklm.kg.store.files.FileTrees;
import io.qklm.training.annotate.WordPieces;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Torch;
import io.qklm.training.knowledge.InventedEntities;
import io.qklm.training.model.Encoder;
import io.qklm.training.onnx.OnnxWeights;
import io.qklm.training.onnx.Weight;
import io.qklm.training.store.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** All that a run stands on, opened; owns it and closes it in order. */
final class OpenRun implements AutoCloseable {

  static final String BEST = "best.safetensors";
  private static final String INVENTED = "invented";

  private final RunOptions options;
  private final TrainingConfiguration configuration;
  private final Torch torch;
  private final WordPieces pieces;
  private final Parameters parameters;
  private final OpenKnowledge knowledge;
  private final RunParts parts;

  private OpenRun(
      RunOptions options,
      TrainingConfiguration configuration,
      Torch torch,
      WordPieces pieces,
      Parameters parameters,
      AnnotatedSets sets,
      OpenKnowledge knowledge) {
    this.options = options;
    this.configuration = configuration;
    this.torch = torch;
    this.pieces = pieces;
    this.parameters = parameters;
    this.knowledge = knowledge;
    this.parts =
        new RunParts(configuration, torch, parameters, pieces, knowledge, sets, options.data());
  }

  /**
   * Opens what {@code options} name; the network starts from the base model, or from the run that
   * the configuration starts from.
   */
  static OpenRun open(RunOptions options) throws IOException {
    return open(options, TrainingConfiguration.read(options.config()));
  }

  /** The same, with the knowledge that measures are taken with. */
  static OpenRun toMeasure(RunOptions options) throws IOException {
    TrainingConfiguration run = TrainingConfiguration.read(options.config());
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
      WordPieces pieces = WordPieces.miniLm();
      Torch torch = Torch.open(options.threads());
      Parameters parameters = new Parameters(torch, run.seed());
      OpenRun opened = new OpenRun(options, run, torch, pieces, parameters, sets, knowledge);
      Encoder.load(parameters, OnnxWeights.miniLm());
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
    TrainingConfiguration.KnowledgeEntry entry = run.knowledge();
    if (entry == null) {
      return OpenKnowledge.none();
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
    if (run.tasks().stream().noneMatch(task -> task.invented() > 0)) {
      return OpenKnowledge.in(folder, entry.candidates(), facts, entry.vectors());
    }
    Path output = options.checkpoints().resolve(run.name()).resolve(INVENTED);
    FileTrees.delete(output);
    Files.createDirectories(output.getParent());
    InventedEntities twins =
        InventedEntities.build(folder, output, sets.inventing(run.tasks()), run.seed());
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

  RunParts parts() {
    return parts;
  }

  /** Puts the run's best weights into the network. */
  void loadBest() throws IOException {
    load(folder().resolve(BEST));
  }

  /** Puts the weights that {@code file} has into the parameters of the same names. */
  void load(Path file) throws IOException {
    Safetensors weights = Safetensors.open(file);
    for (String name : weights.names()) {
      if (parameters.names().contains(name)) {
        Weight weight = weights.read(name);
        parameters.set(name, weight.shape(), weight.values());
      }
    }
  }

  @Override
  public void close() {
    parameters.close();
    torch.close();
    pieces.close();
    knowledge.close();
  }
}
