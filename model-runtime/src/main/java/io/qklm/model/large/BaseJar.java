package io.qklm.model.large;

import io.qklm.kg.store.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The jar of a base model on this machine.
 *
 * @param artifact what it is
 * @param file where it is
 */
public record BaseJar(BaseArtifact artifact, Path file) {

  /** Followed by a base's name: the system property that names its jar. */
  public static final String PROPERTY = "qklm.base.";

  /**
   * The jar that the system property names, or that of the local Maven repository.
   *
   * @throws IOException if it is not there; the message says how it is fetched
   */
  public static BaseJar find(BaseArtifact artifact) throws IOException {
    return at(artifact, place(artifact));
  }

  private static Path place(BaseArtifact artifact) {
    String named = System.getProperty(PROPERTY + artifact.name());
    return named != null ? Path.of(named) : inRepository(artifact);
  }

  /** Whether {@link #find} would find it. */
  public static boolean isThere(BaseArtifact artifact) {
    return Files.isRegularFile(place(artifact));
  }

  /**
   * The jar {@code file}.
   *
   * @throws IOException if it is not there
   */
  public static BaseJar at(BaseArtifact artifact, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "the base model "
              + artifact.name()
              + " is not at "
              + file
              + "; fetch it once (some 400 MB) with mvn dependency:get -Dtransitive=false -Dartifact="
              + artifact.coordinates()
              + " (or qklm model fetch large), or name the jar with -D"
              + PROPERTY
              + artifact.name());
    }
    return new BaseJar(artifact, file);
  }

  private static Path inRepository(BaseArtifact artifact) {
    String repository =
        System.getProperty(
            "maven.repo.local",
            Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
    String[] parts = artifact.coordinates().split(":", -1);
    return Path.of(repository)
        .resolve(parts[0].replace('.', '/'))
        .resolve(parts[1])
        .resolve(parts[2])
        .resolve(parts[1] + "-" + parts[2] + ".jar");
  }

  /** The zip within, at its beginning. */
  public NestedZip open() throws IOException {
    return NestedZip.open(file, artifact.entry());
  }

  /**
   * The vocabulary, verified.
   *
   * @throws IOException if it cannot be read or was altered
   */
  public byte[] vocabulary() throws IOException {
    try (NestedZip zip = open();
        InputStream in = zip.find(artifact.vocabulary().path())) {
      byte[] bytes = in.readAllBytes();
      require(artifact.vocabulary(), Sha256.hexOf(bytes));
      return bytes;
    }
  }

  /** Refuses a file of the base whose digest is another. */
  public void require(BaseArtifact.Part part, String found) throws IOException {
    if (!found.equals(part.sha256())) {
      throw new IOException(
          part.path()
              + " of the base model in "
              + file
              + " was altered: its SHA-256 is "
              + found
              + ", not "
              + part.sha256()
              + "; fetch the jar again");
    }
  }
}
