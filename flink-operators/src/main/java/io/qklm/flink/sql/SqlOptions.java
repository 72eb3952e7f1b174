package io.qklm.flink.sql;

import io.qklm.flink.QklmSettings;
import io.qklm.model.QklmOptions;
import io.qklm.model.SummaryForm;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

/** The options in a {@code WITH} clause: keys, types, defaults and what they are for. */
final class SqlOptions {

  static final ConfigOption<String> TASK =
      ConfigOptions.key("task")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "What the model does: 'summarize', 'annotate' (a row per entity), 'enrich' (all in"
                  + " one row), 'describe' (a row per linked entity with the sentence that says"
                  + " most of it) or 'answer'.");

  static final ConfigOption<String> KNOWLEDGE =
      ConfigOptions.key("knowledge")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Folder of the knowledge snapshot, readable under this path on every worker.");

  static final ConfigOption<String> TABLE =
      ConfigOptions.key("table")
          .stringType()
          .defaultValue("entities")
          .withDescription(
              "Which table: 'entities', 'facts', or 'names' (what a name may mean; for lookups"
                  + " alone).");

  static final ConfigOption<String> LANGUAGE =
      ConfigOptions.key("language")
          .stringType()
          .defaultValue("en")
          .withDescription(
              "BCP 47 code of labels and descriptions, where the knowledge has them in it.");

  static final ConfigOption<String> MODEL =
      ConfigOptions.key("model")
          .stringType()
          .defaultValue(QklmSettings.BUNDLED)
          .withDescription(
              "Folder of the model bundle on every worker, or zero-shot for the published encoder"
                  + " alone; empty for the trained one that comes with the code.");

  static final ConfigOption<Integer> WORKERS =
      ConfigOptions.key("workers")
          .intType()
          .defaultValue(0)
          .withDescription("Documents a process works on at once; 0 for as many as it has cores.");

  static final ConfigOption<Integer> SUMMARY_SENTENCES =
      ConfigOptions.key("summary-sentences")
          .intType()
          .defaultValue(SummaryForm.defaults().sentences())
          .withDescription("Sentences of a summary at most.");

  static final ConfigOption<Integer> SUMMARY_CHARACTERS =
      ConfigOptions.key("summary-characters")
          .intType()
          .defaultValue(SummaryForm.UNLIMITED)
          .withDescription(
              "Characters of a summary at most, 0 for no limit; sentences are never cut.");

  static final ConfigOption<Boolean> ENTITY_SUMMARIES =
      ConfigOptions.key("entity-summaries")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether the sentence that says most of each linked entity is told in 'sentence'; the"
                  + " task 'describe' tells it always.");

  static final ConfigOption<String> SUMMARIZER =
      ConfigOptions.key("summarizer")
          .stringType()
          .defaultValue("")
          .withDescription(
              "Folder of an encoder-decoder on every worker that writes summaries, as Hugging Face"
                  + " Optimum exports it; empty for sentences of the text.");

  static final ConfigOption<Integer> MAX_CODE_POINTS =
      ConfigOptions.key("max-code-points")
          .intType()
          .defaultValue(QklmOptions.defaults().maxCodePoints())
          .withDescription(
              "Code points of a text that are read; the rest is left out and the row says"
                  + " 'truncated'.");

  static final ConfigOption<Integer> CANDIDATES =
      ConfigOptions.key("candidates")
          .intType()
          .defaultValue(QklmOptions.defaults().candidates())
          .withDescription("Entities looked at for a mention at most, 1 to 64.");

  static final ConfigOption<Double> NIL_THRESHOLD =
      ConfigOptions.key("nil-threshold")
          .doubleType()
          .noDefaultValue()
          .withDescription(
              "Score from 0 to 1 below which a mention links to nothing; without, what the model"
                  + " was released with.");

  static final ConfigOption<Double> MIN_SCORE =
      ConfigOptions.key("min-score")
          .doubleType()
          .defaultValue(QklmOptions.MIN_SCORE)
          .withDescription("Score from 0 to 1 below which an answer is not said.");

  static final ConfigOption<String> OVERRIDES =
      ConfigOptions.key("overrides")
          .stringType()
          .defaultValue("")
          .withDescription(
              "File of links that a person decides, readable under this path on every worker; a"
                  + " change is in force within three seconds.");

  /** How the engine is opened and works; common to all that have an engine. */
  static final Set<ConfigOption<?>> ENGINE =
      Set.of(
          MODEL,
          WORKERS,
          SUMMARY_SENTENCES,
          SUMMARY_CHARACTERS,
          ENTITY_SUMMARIES,
          SUMMARIZER,
          MAX_CODE_POINTS,
          CANDIDATES,
          NIL_THRESHOLD,
          MIN_SCORE,
          OVERRIDES);

  private SqlOptions() {}

  /**
   * Knowledge, model and how they work.
   *
   * @throws ValidationException with a sentence when a value is out of its range
   */
  static QklmSettings settings(String owner, ReadableConfig options) {
    try {
      QklmSettings settings = QklmSettings.of(options.get(KNOWLEDGE));
      return settings
          .withModel(options.get(MODEL))
          .withWorkers(options.get(WORKERS))
          .withOverrides(options.get(OVERRIDES))
          .withOptions(
              new QklmOptions(
                  settings.options().threads(),
                  options.get(MAX_CODE_POINTS),
                  SummaryForm.defaults()
                      .withSentences(options.get(SUMMARY_SENTENCES))
                      .withMaxCharacters(options.get(SUMMARY_CHARACTERS))
                      .withOfEntities(options.get(ENTITY_SUMMARIES))
                      .withSummarizer(options.get(SUMMARIZER)),
                  options.get(CANDIDATES),
                  options
                      .getOptional(NIL_THRESHOLD)
                      .map(QklmOptions::requireThreshold)
                      .orElse(QklmOptions.FITTED),
                  QklmOptions.requireScore(options.get(MIN_SCORE))));
    } catch (IllegalArgumentException e) {
      throw new ValidationException(owner + ": " + e.getMessage(), e);
    }
  }
}
