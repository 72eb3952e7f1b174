package io.qklm.training.configuration;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.training.data.SetEntry;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Processor;
import io.qklm.training.engine.Regularization;
import io.qklm.training.optimize.AdamW;
import io.qklm.training.optimize.LearningRule;
import io.qklm.training.optimize.Schedule;
import io.qklm.training.rewriting.RewritingEntry;
import io.qklm.training.run.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A run as its file says it.
 *
 * @param name of the run and of its checkpoint folder
 * @param note what a reader should know: where the weights may go
 * @param seed of parameters, order and dropout
 * @param steps of the whole run
 * @param warmup steps
 * @param learningRate of the encoder
 * @param headRate times {@code learningRate} for heads, capitals and injection, which start new
 * @param injectionRate the same for what carries knowledge into the states, which lie in the middle
 *     of a network that is learned already; 0 for {@code headRate}
 * @param frozenEmbeddings whether the base model's embeddings keep their values
 * @param frozenLayers lowest layers that keep theirs
 * @param precision float32 or bfloat16; float32 takes its place where the processor has no
 *     instructions for it
 * @param dropout rate
 * @param maxTokens longest window
 * @param batchTokens padded tokens of a batch
 * @param labelSmoothing of all tasks
 * @param evaluateEvery steps; 0 for the end only
 * @param maxCharacters of a text that is summarized; 0 for 2,400
 * @param start the run whose best weights this one starts from; without, the base model's
 * @param base the published encoder that the run starts from; without, the default one
 * @param rank of changes beside the layers' matrices (LoRA), which then keep the base model's
 *     values; 0 for none, so that the matrices themselves learn
 * @param rewriting changes of all annotated texts, those that are held out included, before those
 *     that tasks list; without, texts stay as their sets have them
 * @param knowledge what is told of it; without, no text has a mention
 * @param tasks at least one
 * @param evaluations the first one decides which weights are best
 */
public record TrainingConfiguration(
    @JsonProperty(required = true) String name,
    @Nullable String note,
    @JsonProperty(required = true) long seed,
    @JsonProperty(required = true) long steps,
    @JsonProperty(required = true) long warmup,
    @JsonProperty(required = true) double learningRate,
    @JsonProperty(required = true) double headRate,
    double injectionRate,
    boolean frozenEmbeddings,
    int frozenLayers,
    @JsonProperty(required = true) String precision,
    float dropout,
    @JsonProperty(required = true) int maxTokens,
    @JsonProperty(required = true) int batchTokens,
    float labelSmoothing,
    int evaluateEvery,
    int maxCharacters,
    @Nullable String start,
    @Nullable String base,
    int rank,
    List<RewritingEntry> rewriting,
    @Nullable KnowledgeEntry knowledge,
    @JsonProperty(required = true) List<TaskEntry> tasks,
    @JsonProperty(required = true) List<SetEntry> evaluations) {

  /** Of biases and normalisations beside changes of low rank, which learn much faster. */
  private static final double SMALL_RATE = 0.3;

  @SuppressWarnings("NullAway") // absent in many configurations
  public TrainingConfiguration {
    tasks = List.copyOf(tasks);
    rewriting = rewriting == null ? List.of() : List.copyOf(rewriting);
    maxCharacters = maxCharacters == 0 ? 2400 : maxCharacters;
    evaluations = List.copyOf(evaluations);
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "name is '" + name + "'; it names a folder: small letters, digits and hyphens only");
    }
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("tasks is empty; a run needs at least one task");
    }
    if (maxTokens < 8 || maxTokens > 512) {
      throw new IllegalArgumentException(
          "maxTokens is " + maxTokens + "; it must be from 8 to 512");
    }
    if (rank < 0 || rank > 64) {
      throw new IllegalArgumentException("rank is " + rank + "; it must be from 0 to 64");
    }
    if (rank > 0 && !frozenEmbeddings) {
      throw new IllegalArgumentException(
          "rank is "
              + rank
              + " and frozenEmbeddings is false; a bundle of changes has the base model's"
              + " embeddings, so set frozenEmbeddings to true");
    }
    if (frozenLayers < 0) {
      throw new IllegalArgumentException("frozenLayers is " + frozenLayers + "; at least 0");
    }
  }

  /**
   * Reads {@code file}.
   *
   * @throws IOException if it cannot be read, or says something unknown, or leaves something out
   */
  public static TrainingConfiguration read(Path file) throws IOException {
    return of(tree(file), file);
  }

  /**
   * The file as it is written.
   *
   * @throws IOException if it cannot be read
   */
  public static ObjectNode tree(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("the configuration " + file + " does not exist");
    }
    return new ObjectMapper().readValue(file.toFile(), ObjectNode.class);
  }

  /**
   * What {@code tree} says.
   *
   * @param file named in messages
   * @throws IOException if it says something unknown, or leaves something out
   */
  public static TrainingConfiguration of(ObjectNode tree, Path file) throws IOException {
    try {
      return new ObjectMapper().treeToValue(tree, TrainingConfiguration.class);
    } catch (JsonMappingException e) {
      Throwable cause = e;
      for (Throwable inner = e.getCause(); inner != null; inner = inner.getCause()) {
        cause = inner;
      }
      String what =
          cause instanceof JsonProcessingException json
              ? json.getOriginalMessage()
              : cause.getMessage();
      throw new IOException("the configuration " + file + " cannot be used: " + what, e);
    }
  }

  /** The precision that is asked for, or 32-bit floats where that has no instructions here. */
  public Precision precisionOfProducts() {
    Precision asked = precisionAsked();
    return asked == Precision.BFLOAT16 && Processor.lacksBfloat16() ? Precision.FLOAT32 : asked;
  }

  /** How products are taken, in words. */
  public String describePrecision() {
    return precisionOfProducts() == precisionAsked()
        ? precision
        : "float32, since this processor has no instructions for " + precision;
  }

  private Precision precisionAsked() {
    for (Precision known : Precision.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(precision)) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "unknown precision '" + precision + "', expected one of [float32, bfloat16]");
  }

  /** Whether a task is of {@code kind}. */
  public boolean learns(String kind) {
    return tasks.stream().anyMatch(task -> task.kind().equals(kind));
  }

  /** Whether knowledge enters the states. */
  public boolean injects() {
    return knowledge != null && knowledge.injects();
  }

  public TrainingPlan plan() {
    return new TrainingPlan(
        new Schedule(warmup, steps, 0.02),
        new TrainingPlan.Learning(AdamW.Options.bert(learningRate), rules(), 1, 1),
        new Regularization(dropout, dropout),
        precisionOfProducts(),
        seed,
        new TrainingPlan.Rhythm(10, evaluateEvery, 100, 0, 5));
  }

  private List<LearningRule> rules() {
    List<LearningRule> rules = new ArrayList<>();
    if (injectionRate > 0) {
      rules.add(LearningRule.of("injection\\.(value|output|begin|end|gate)\\..*", injectionRate));
    }
    rules.add(LearningRule.of("heads\\..*|embeddings\\.capitals_.*|injection\\..*", headRate));
    if (frozenEmbeddings) {
      rules.add(LearningRule.of("embeddings\\..*", 0));
    }
    for (int layer = 0; layer < frozenLayers; layer++) {
      rules.add(LearningRule.of("encoder\\.layer\\." + layer + "\\..*", 0));
    }
    if (rank > 0) {
      rules.add(LearningRule.of("encoder\\..*\\.(dense|query|key|value)\\.weight", 0));
      rules.add(LearningRule.of("encoder\\..*(\\.bias|LayerNorm\\.weight)", SMALL_RATE));
    }
    return rules;
  }
}
