package io.qklm.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.qklm.model.annotate.Calibration;
import io.qklm.model.annotate.MentionLabel;
import io.qklm.model.large.BaseArtifact;
import io.qklm.model.large.MergePlan;
import io.qklm.model.onnx.WordTable;
import io.qklm.model.resolve.ResolutionWeights;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle's {@code manifest.json} says.
 *
 * @param formatVersion version of this form
 * @param kind {@value #ZERO_SHOT}, a published sentence encoder, {@value #QKLM}, a network trained
 *     here, or {@value #NAMES}, a network for names alone, which reads beside the bundle that comes
 *     with the code; the first where a file of version 1 does not say
 * @param name what provenance calls the model
 * @param description one line
 * @param licence SPDX identifier
 * @param hidden components of a hidden state
 * @param windowTokens tokens the encoder reads at once, special tokens included
 * @param network what else is to be known of a trained network; absent in bundles of other kinds
 * @param resolution how the mentions of a document decide together; absent where each is decided
 *     alone, as before version 6
 * @param base the published model that a network for names is made of; absent in other kinds, as
 *     before version 6
 * @param changes what was learned of the base, and how both become the network; absent where {@code
 *     base} is
 * @param labels names of the tokens' labels in the order of the logits; absent for those of {@link
 *     io.qklm.model.annotate.MentionLabel}
 * @param files the bundle's other files
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BundleManifest(
    int formatVersion,
    String kind,
    String name,
    String description,
    String licence,
    int hidden,
    int windowTokens,
    @Nullable Network network,
    @Nullable ResolutionWeights resolution,
    @Nullable BaseArtifact base,
    @Nullable MergePlan changes,
    @Nullable List<String> labels,
    List<File> files) {

  /** The newest form this code reads. */
  public static final int FORMAT_VERSION = 6;

  /** A published sentence encoder, not trained for any task of ours. */
  public static final String ZERO_SHOT = "zero-shot";

  /** A network with injected knowledge, trained here. */
  public static final String QKLM = "qklm";

  /** A network for names alone, learned as changes of a base model. */
  public static final String NAMES = "names";

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public BundleManifest {
    if (formatVersion < 1 || formatVersion > FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "it has format version "
              + formatVersion
              + "; this code reads 1 to "
              + FORMAT_VERSION
              + ", so use a newer QKLM Streams");
    }
    kind = kind == null ? ZERO_SHOT : kind;
    if (!List.of(ZERO_SHOT, QKLM, NAMES).contains(kind)) {
      throw new IllegalArgumentException(
          "it has the unknown kind '"
              + kind
              + "', expected one of ["
              + ZERO_SHOT
              + ", "
              + QKLM
              + ", "
              + NAMES
              + "]; use a newer QKLM Streams");
    }
    if (name == null || name.isBlank() || files == null || hidden < 1 || windowTokens < 8) {
      throw new IllegalArgumentException(
          "it needs a name, files, hidden of 1 or more and windowTokens of 8 or more");
    }
    if (kind.equals(QKLM) && network == null) {
      throw new IllegalArgumentException(
          "it is of the kind " + QKLM + " and needs what 'network' says of it");
    }
    if (kind.equals(NAMES) && (base == null || changes == null)) {
      throw new IllegalArgumentException(
          "it is of the kind " + NAMES + " and needs what 'base' and 'changes' say of it");
    }
    if (labels != null && !labels.equals(MentionLabel.names())) {
      throw new IllegalArgumentException(
          "it has the labels "
              + labels
              + "; this code reads "
              + MentionLabel.names()
              + ", so use the QKLM Streams that it was released for");
    }
    labels = labels == null ? null : List.copyOf(labels);
    files = List.copyOf(files);
  }

  /** A bundle whose network, if it has one, stands in its own files. */
  public BundleManifest(
      int formatVersion,
      String kind,
      String name,
      String description,
      String licence,
      int hidden,
      int windowTokens,
      @Nullable Network network,
      @Nullable ResolutionWeights resolution,
      List<File> files) {
    this(
        formatVersion,
        kind,
        name,
        description,
        licence,
        hidden,
        windowTokens,
        network,
        resolution,
        null,
        null,
        null,
        files);
  }

  /** The same with other files. */
  public BundleManifest with(List<File> others) {
    return new BundleManifest(
        formatVersion,
        kind,
        name,
        description,
        licence,
        hidden,
        windowTokens,
        network,
        resolution,
        base,
        changes,
        labels,
        others);
  }

  /** The file that plays {@code role}. */
  public Optional<File> file(String role) {
    return files.stream().filter(file -> file.role().equals(role)).findFirst();
  }

  /** How the mentions of a document decide together; empty where each is decided alone. */
  public Optional<ResolutionWeights> resolved() {
    return Optional.ofNullable(resolution);
  }

  /** What is to be known of a trained network; empty in a zero-shot bundle. */
  public Optional<Network> trained() {
    return Optional.ofNullable(network);
  }

  /**
   * A trained network.
   *
   * @param dimension components of an entity's vector
   * @param features numbers known of a candidate
   * @param candidates entities of a mention at most, as it was trained
   * @param embeddingDigest of the model whose entity vectors it reads
   * @param words where the base model's word embeddings stand in the file of that role
   * @param calibration of its links
   * @param salience of the head of that role; absent where there is none, as before version 3
   * @param answer of the head of that role; absent where there is none, as before version 3
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Network(
      int dimension,
      int features,
      int candidates,
      String embeddingDigest,
      WordTable.Place words,
      Calibration calibration,
      @Nullable Salience salience,
      @Nullable Answer answer) {

    public Network {
      if (dimension < 1 || features < 1 || candidates < 1 || words == null || calibration == null) {
        throw new IllegalArgumentException(
            "its network needs dimension, features and candidates of 1 or more, words and"
                + " calibration");
      }
      if (embeddingDigest == null || !SHA256.matcher(embeddingDigest).matches()) {
        throw new IllegalArgumentException("its network needs an embeddingDigest of 64 hex digits");
      }
    }

    /** The same with a head for summaries. */
    public Network with(Salience head) {
      return new Network(
          dimension, features, candidates, embeddingDigest, words, calibration, head, answer);
    }

    /** The same with a head for questions. */
    public Network with(Answer head) {
      return new Network(
          dimension, features, candidates, embeddingDigest, words, calibration, salience, head);
    }
  }

  /**
   * The head for summaries, in the file of the role {@code salience}.
   *
   * @param maxCharacters UTF-16 units of a text that it reads
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Salience(int maxCharacters) {

    public Salience {
      if (maxCharacters < 1) {
        throw new IllegalArgumentException("its salience head needs maxCharacters of 1 or more");
      }
    }
  }

  /**
   * The head for questions, in the file of the role {@code answer}.
   *
   * @param questionTokens of a question that it reads, special tokens included
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Answer(int questionTokens) {

    public Answer {
      if (questionTokens < 8) {
        throw new IllegalArgumentException("its answer head needs questionTokens of 8 or more");
      }
    }
  }

  /**
   * One file of the bundle.
   *
   * @param role what it is for, such as {@code encoder}
   * @param path a plain file name inside the bundle
   * @param size bytes
   * @param sha256 digest in lower-case hex
   * @param published whether it is part of a jar on the class path rather than of the folder
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  public record File(String role, String path, long size, String sha256, boolean published) {

    public File {
      if (role == null || path == null || sha256 == null || !SHA256.matcher(sha256).matches()) {
        throw new IllegalArgumentException(
            "each of its files needs a role, a path and a SHA-256 of 64 hex digits");
      }
      if (path.isEmpty() || path.contains("/") || path.contains("\\") || path.startsWith(".")) {
        throw new IllegalArgumentException(
            "its file '" + path + "' is not a plain file name inside the bundle");
      }
    }
  }
}
