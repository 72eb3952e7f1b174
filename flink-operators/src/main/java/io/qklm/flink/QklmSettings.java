package io.qklm.flink;

import io.qklm.flink.engine.EngineSettings;
import io.qklm.model.QklmOptions;
import java.io.Serializable;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * Which engine the subtasks use, and how much they hand it at a time. Subtasks of a process whose
 * settings are equal share one engine.
 *
 * @param knowledge folder of the knowledge snapshot, readable under this path on every worker;
 *     blank where epochs are followed, which then bring it
 * @param model folder of the model bundle, {@code zero-shot} for the published encoder alone, or
 *     {@link #BUNDLED} for the trained one that comes with the code
 * @param options how the engine works
 * @param workers documents a process works on at once; 0 for as many as it has cores. Beyond the
 *     cores nothing is won
 * @param maxInFlight records of a subtask between its gate and its output; they are in the
 *     checkpoint, which does not wait for them
 * @param maxCharactersInFlight UTF-16 units of their text; while there are that many no further
 *     document is let in, so that it is exceeded by one document at most
 * @param following how announced epochs are followed; null where the knowledge stays as it is
 * @param overrides file of links that a person decides, on every worker under this path; blank for
 *     none
 */
@PublicEvolving
public record QklmSettings(
    String knowledge,
    String model,
    QklmOptions options,
    int workers,
    int maxInFlight,
    long maxCharactersInFlight,
    @Nullable EpochSettings following,
    String overrides)
    implements Serializable {

  /** The model that comes with the code. */
  public static final String BUNDLED = "";

  public QklmSettings {
    if (knowledge.isBlank() && following == null) {
      throw new IllegalArgumentException("the folder of the knowledge is needed and was not given");
    }
    if (workers < 0) {
      throw new IllegalArgumentException(
          "workers must be 0 (one per core) or more, got " + workers);
    }
    if (maxInFlight < 1) {
      throw new IllegalArgumentException("maxInFlight must be at least 1, got " + maxInFlight);
    }
    if (maxCharactersInFlight < 1) {
      throw new IllegalArgumentException(
          "maxCharactersInFlight must be at least 1, got " + maxCharactersInFlight);
    }
  }

  /** Without overrides. */
  public QklmSettings(
      String knowledge,
      String model,
      QklmOptions options,
      int workers,
      int maxInFlight,
      long maxCharactersInFlight,
      @Nullable EpochSettings following) {
    this(knowledge, model, options, workers, maxInFlight, maxCharactersInFlight, following, "");
  }

  /**
   * The bundled model over the knowledge in {@code folder}; 32 records keep all cores of a usual
   * worker busy and are done in seconds when a checkpoint comes.
   */
  public static QklmSettings of(String folder) {
    return new QklmSettings(folder, BUNDLED, QklmOptions.defaults(), 0, 32, 8_000_000, null);
  }

  public QklmSettings withModel(String folder) {
    return new QklmSettings(
        knowledge,
        folder,
        options,
        workers,
        maxInFlight,
        maxCharactersInFlight,
        following,
        overrides);
  }

  public QklmSettings withOptions(QklmOptions newOptions) {
    return new QklmSettings(
        knowledge,
        model,
        newOptions,
        workers,
        maxInFlight,
        maxCharactersInFlight,
        following,
        overrides);
  }

  public QklmSettings withWorkers(int count) {
    return new QklmSettings(
        knowledge, model, options, count, maxInFlight, maxCharactersInFlight, following, overrides);
  }

  public QklmSettings withMaxInFlight(int records) {
    return new QklmSettings(
        knowledge, model, options, workers, records, maxCharactersInFlight, following, overrides);
  }

  public QklmSettings withMaxCharactersInFlight(long characters) {
    return new QklmSettings(
        knowledge, model, options, workers, maxInFlight, characters, following, overrides);
  }

  /** The same, following the epochs that are announced. */
  public QklmSettings withEpochs(EpochSettings epochs) {
    return new QklmSettings(
        knowledge, model, options, workers, maxInFlight, maxCharactersInFlight, epochs, overrides);
  }

  /** The same over the snapshot in {@code folder}; blank where announced epochs bring it. */
  public QklmSettings withKnowledge(String folder) {
    return new QklmSettings(
        folder, model, options, workers, maxInFlight, maxCharactersInFlight, following, overrides);
  }

  /**
   * The same with links that a person decides.
   *
   * @param file JSON lines, on every worker under this path; a change is in force within three
   *     seconds
   */
  public QklmSettings withOverrides(String file) {
    return new QklmSettings(
        knowledge, model, options, workers, maxInFlight, maxCharactersInFlight, following, file);
  }

  /** The bundled model over announced epochs alone. */
  public static QklmSettings followingEpochs(EpochSettings epochs) {
    return new QklmSettings("", BUNDLED, QklmOptions.defaults(), 0, 32, 8_000_000, epochs);
  }

  /** What of this makes the engine, which subtasks share. */
  @Internal
  public EngineSettings engine() {
    return new EngineSettings(
        knowledge,
        model,
        options,
        workers,
        epochs().map(EpochSettings::repository).orElse(""),
        epochs().map(EpochSettings::cache).orElse(""),
        overrides);
  }

  /** How announced epochs are followed, if they are. */
  public Optional<EpochSettings> epochs() {
    return Optional.ofNullable(following);
  }
}
