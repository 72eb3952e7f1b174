package io.qklm.deploy.job;

import io.qklm.flink.EpochSettings;
import io.qklm.flink.KnowledgeMode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of a job that say how it follows epochs. Picocli fills the fields. */
final class EpochArguments {

  @Option(
      names = "--kg-epochs-topic",
      paramLabel = "TOPIC",
      description =
          "Topic that announces epochs of the knowledge, one partition; created if missing. Epochs"
              + " that cannot be used are told of in TOPIC-status.")
  private @Nullable String topic;

  @Option(
      names = "--knowledge-mode",
      paramLabel = "MODE",
      converter = Mode.class,
      description =
          "Which epoch a document gets: 'latest', the one announced last, or 'as-of', the newest"
              + " that took effect at the document's Kafka timestamp or before. Default: latest.")
  private @Nullable KnowledgeMode mode;

  @Option(
      names = "--repository",
      paramLabel = "ADDRESS",
      description =
          "Repository of the epochs: a folder, under this path on every worker, or a URI that a"
              + " backend handles. Default: the one that each announcement names.")
  private @Nullable String repository;

  @Option(
      names = "--epoch-cache",
      paramLabel = "DIR",
      description =
          "Folder on each worker that keeps fetched epochs for the next start. Default: a temporary"
              + " one.")
  private @Nullable String cache;

  @Option(
      names = "--as-of-epochs",
      paramLabel = "N",
      description = "Announcements that are remembered for late documents. Default: 1000.")
  private @Nullable Integer retained;

  @Option(
      names = "--as-of-wait",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description =
          "How long a document waits to know its epoch before it takes the newest that is known,"
              + " marked 'unsettled'. Default: 10min.")
  private @Nullable Duration wait;

  /** The topic; empty if none was given. */
  String topic() {
    return topic == null ? "" : topic.strip();
  }

  /**
   * How epochs are followed, if they are.
   *
   * @param folder whether a knowledge folder was given
   * @throws IllegalArgumentException with a sentence when the options do not fit together
   */
  Optional<EpochSettings> settings(boolean folder) {
    if (topic().isEmpty()) {
      refuse("--knowledge-mode", mode);
      refuse("--repository", repository);
      refuse("--epoch-cache", cache);
      refuse("--as-of-epochs", retained);
      refuse("--as-of-wait", wait);
      return Optional.empty();
    }
    KnowledgeMode chosen = mode == null ? KnowledgeMode.LATEST : mode;
    if (chosen == KnowledgeMode.AS_OF && folder) {
      throw new IllegalArgumentException(
          "with --knowledge-mode as-of all knowledge comes from the announced epochs; leave out"
              + " --knowledge and announce that snapshot as the first");
    }
    EpochSettings settings = EpochSettings.of(chosen);
    if (repository != null) {
      settings = settings.withRepository(repository);
    }
    if (cache != null) {
      settings = settings.withCache(cache);
    }
    if (retained != null) {
      settings = settings.withRetained(retained);
    }
    return Optional.of(wait == null ? settings : settings.withMaxWait(wait));
  }

  private static void refuse(String option, @Nullable Object value) {
    if (value != null) {
      throw new IllegalArgumentException(
          option + " says how announced epochs are followed; give --kg-epochs-topic too");
    }
  }

  /** Reads {@code latest} and {@code as-of}. */
  static final class Mode implements ITypeConverter<KnowledgeMode> {
    @Override
    public KnowledgeMode convert(String value) {
      return switch (value) {
        case "latest" -> KnowledgeMode.LATEST;
        case "as-of" -> KnowledgeMode.AS_OF;
        default ->
            throw new TypeConversionException(
                "'" + value + "' is no knowledge mode; 'latest' and 'as-of' are allowed");
      };
    }
  }
}
