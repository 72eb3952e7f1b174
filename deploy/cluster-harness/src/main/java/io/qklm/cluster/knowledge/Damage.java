package io.qklm.cluster.knowledge;

import io.qklm.kg.store.repository.EpochName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** What is done to the newest epoch of a repository, until it is mended. */
public enum Damage {
  /** A byte of one of its files is another one. */
  CORRUPT,
  /** One of its files is not there. */
  FILE_MISSING,
  /** Its manifest does not have the digest in its name. */
  WRONG_DIGEST,
  /** The whole repository cannot be reached. */
  AWAY;

  /** Puts everything back as it was. */
  @FunctionalInterface
  public interface Mending {
    void mend() throws IOException;
  }

  /** Does it to {@code epoch}, the newest. */
  public Mending to(ClusterRepository repository, EpochName epoch) throws IOException {
    return switch (this) {
      case CORRUPT -> alter(repository.newestBlob());
      case FILE_MISSING -> hide(repository.newestBlob());
      case WRONG_DIGEST -> alter(repository.manifest(epoch));
      case AWAY -> hide(repository.place());
    };
  }

  private static Mending hide(Path file) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".aside");
    Files.move(file, aside);
    return () -> Files.move(aside, file);
  }

  private static Mending alter(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    byte[] altered = whole.clone();
    altered[altered.length / 2] ^= 1;
    replace(file, altered);
    return () -> replace(file, whole);
  }

  /** In one step, as everything in a repository is. */
  private static void replace(Path file, byte[] bytes) throws IOException {
    Path next = Files.write(file.resolveSibling(file.getFileName() + ".next"), bytes);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
