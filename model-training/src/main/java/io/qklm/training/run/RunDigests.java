package io.qklm.training.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is made with, as SHA-256 in hex. Checkpoints, weights, figures and cards carry it, so
 * that nothing goes on with, or speaks for, a run of another kind.
 *
 * @param configuration the run's configuration, without its note
 * @param data the files that it names, and the weights that it starts from
 * @param knowledge the epoch; a word where there is none
 * @param code the classes of the trainer and of what it runs on
 */
public record RunDigests(String configuration, String data, String knowledge, String code) {

  private static final String CONFIGURATION = "qklm.digest.configuration";
  private static final String DATA = "qklm.digest.data";
  private static final String KNOWLEDGE = "qklm.digest.knowledge";
  private static final String CODE = "qklm.digest.code";
  private static final int SHORT = 12;

  /** For the metadata of a file. */
  public Map<String, String> metadata() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put(CONFIGURATION, configuration);
    words.put(DATA, data);
    words.put(KNOWLEDGE, knowledge);
    words.put(CODE, code);
    return words;
  }

  /** What the metadata of a file say; empty if they say nothing, as before there were digests. */
  public static Optional<RunDigests> of(Map<String, String> metadata) {
    String configuration = metadata.get(CONFIGURATION);
    String data = metadata.get(DATA);
    String knowledge = metadata.get(KNOWLEDGE);
    String code = metadata.get(CODE);
    return configuration == null || data == null || knowledge == null || code == null
        ? Optional.empty()
        : Optional.of(new RunDigests(configuration, data, knowledge, code));
  }

  /**
   * In what {@code other} is of another run: any of configuration, data and knowledge. Other code
   * makes no other run, or no run would outlive a rebuilt trainer.
   */
  public List<String> differences(RunDigests other) {
    List<String> different = new ArrayList<>();
    if (!configuration.equals(other.configuration)) {
      different.add("configuration");
    }
    if (!data.equals(other.data)) {
      different.add("data");
    }
    if (!knowledge.equals(other.knowledge)) {
      different.add("knowledge");
    }
    return different;
  }

  /**
   * Refuses what was made with something else.
   *
   * @param found of the file; empty if it says nothing
   * @param file what it is, for the message
   * @param remedy what to do
   * @return {@code found}
   * @throws StaleRunException if it is of another run, or does not say of which
   */
  public RunDigests require(Optional<RunDigests> found, String file, String remedy)
      throws StaleRunException {
    if (found.isEmpty()) {
      throw new StaleRunException(
          file + " does not say what configuration and data it was made with; " + remedy);
    }
    List<String> different = differences(found.get());
    if (!different.isEmpty()) {
      throw new StaleRunException(
          file
              + " is of another run: it was made with another "
              + String.join(" and other ", different)
              + "; "
              + remedy);
    }
    return found.get();
  }

  /** The first digits of each, for tables and cards. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "configuration %s, data %s, knowledge %s, code %s",
        shortened(configuration),
        shortened(data),
        shortened(knowledge),
        shortened(code));
  }

  private static String shortened(String digest) {
    return digest.substring(0, Math.min(SHORT, digest.length()));
  }
}
