package io.qklm.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Processor;
import io.qklm.training.engine.Regularization;
import io.qklm.training.knowledge.EntityVectors;
import io.qklm.training.optimize.AdamW;
import io.qklm.training.optimize.LearningRule;
import io.qklm.training.optimize.Schedule;
import io.qklm.training.run.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
 * @param countryWords folder of knowledge, in the interchange form, whose words for countries are
 *     marked in all annotated texts; without, each set marks them as it does
 * @param knowledge what is told of it; without, no text has a mention
 * @param tasks at least one
 * @param evaluations the first one decides which weights are best
 */
record TrainingConfiguration(
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
    @Nullable String countryWords,
    @Nullable KnowledgeEntry knowledge,
    @JsonProperty(required = true) List<TaskEntry> tasks,
    @JsonProperty(required = true) List<SetEntry> evaluations) {

  /**
   * How the knowledge takes part.
   *
   * @param candidates entities of a mention at most
   * @param injects whether it enters the states; without, candidates only reach the link head
   * @param facts files of further facts that questions are asked about
   * @param vectors of the entities; absent for their own
   */
  record KnowledgeEntry(
      @JsonProperty(required = true) int candidates,
      @JsonProperty(required = true) boolean injects,
      List<String> facts,
      EntityVectors vectors) {

    @SuppressWarnings("NullAway") // absent in most configurations
    KnowledgeEntry {
      vectors = vectors == null ? EntityVectors.OWN : vectors;
      facts = facts == null ? List.of() : List.copyOf(facts);
    }
  }

  /** What a task learns. */
  enum Kind {
    /** Names, their kinds and their entities. */
    ANNOTATE,
    /** Which sentences belong into a summary. */
    SALIENCE,
    /** Which entity a question is about and which relation it asks for. */
    ANSWER,
    /** Which words were hidden. */
    MASKED,
    /** Which entity stands on the other side of a fact, from the entities' texts. */
    RELATIONS;

    @JsonCreator
    static Kind named(String name) {
      return Arrays.stream(values())
          .filter(kind -> kind.word().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "unknown kind '"
                          + name
                          + "' of a task, expected one of "
                          + Arrays.stream(values()).map(Kind::word).toList()));
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A task: its kind, its share, its files.
   *
   * @param linkWeight of the links' loss beside the names'
   * @param leftOut share of mentions that are left out of a batch
   * @param hidden share of mentions whose right candidates are; of a masked task, share of tokens
   *     that are hidden, 0 for 0.15
   * @param shortened share of texts whose linked names are written shorter
   * @param invented share of texts in which half of the linked entities have names that nobody has
   * @param exchanged share of texts whose adjectives of countries are written for other countries
   * @param headlines share of texts whose first sentence is written in capitals
   * @param offered whether links are left open whose entity the knowledge does not offer under the
   *     name; without, such a name means nothing
   * @param heldOut texts at the end of each file that nothing is learned from, so that a release
   *     can calibrate its links on them
   */
  record TaskEntry(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) Kind kind,
      @JsonProperty(required = true) double weight,
      double linkWeight,
      double leftOut,
      double hidden,
      double shortened,
      double invented,
      double exchanged,
      double headlines,
      boolean offered,
      int heldOut,
      @JsonProperty(required = true) List<SetEntry> data) {

    TaskEntry {
      if (heldOut < 0 || (heldOut > 0 && kind != Kind.ANNOTATE)) {
        throw new IllegalArgumentException(
            "heldOut of task '"
                + name
                + "' is "
                + heldOut
                + "; it is 0 or more, and 0 in tasks of another kind than annotate");
      }
      if ((shortened != 0 || invented != 0 || exchanged != 0 || headlines != 0)
          && kind != Kind.ANNOTATE) {
        throw new IllegalArgumentException(
            "task '" + name + "' changes its texts, which only tasks of the kind annotate do");
      }
      hidden = kind == Kind.MASKED && hidden == 0 ? 0.15 : hidden;
      data = List.copyOf(data);
      if (kind == Kind.RELATIONS && data.size() != 1) {
        throw new IllegalArgumentException(
            "task '"
                + name
                + "' has "
                + data.size()
                + " sets; a task of the kind relations learns from one");
      }
    }
  }

  /**
   * A file below the data folder and its form.
   *
   * @param names for links of AIDA: the file of CoNLL-2003 that has the names
   * @param limit the first so many texts; 0 for all
   */
  record SetEntry(
      @JsonProperty(required = true) String form,
      @JsonProperty(required = true) String file,
      @Nullable String names,
      int limit) {}

  TrainingConfiguration {
    tasks = List.copyOf(tasks);
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
    if (frozenLayers < 0) {
      throw new IllegalArgumentException("frozenLayers is " + frozenLayers + "; at least 0");
    }
  }

  /**
   * Reads {@code file}.
   *
   * @throws IOException if it cannot be read, or says something unknown, or leaves something out
   */
  static TrainingConfiguration read(Path file) throws IOException {
    return of(tree(file), file);
  }

  /**
   * The file as it is written.
   *
   * @throws IOException if it cannot be read
   */
  static ObjectNode tree(Path file) throws IOException {
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
  static TrainingConfiguration of(ObjectNode tree, Path file) throws IOException {
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
  Precision precisionOfProducts() {
    Precision asked = precisionAsked();
    return asked == Precision.BFLOAT16 && Processor.lacksBfloat16() ? Precision.FLOAT32 : asked;
  }

  /** How products are taken, in words. */
  String describePrecision() {
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
  boolean learns(Kind kind) {
    return tasks.stream().anyMatch(task -> task.kind() == kind);
  }

  TrainingPlan plan() {
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
    return rules;
  }
}
