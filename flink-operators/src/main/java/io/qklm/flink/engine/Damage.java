package io.qklm.flink.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.qklm.kg.store.format.SnapshotException;
import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.model.BundleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.annotation.Internal;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a restart cannot mend: a manifest that is none or of a newer format, a file with
 * another digest. What it may mend (a volume that is mounted late, too many open files, a full
 * disk) is left to the job's restart strategy.
 */
@Internal
public final class Damage {

  private Damage() {}

  /**
   * Ends the job for good where a restart would only hide the message.
   *
   * @param failure at the opening of knowledge or model
   * @param folders of them, or names, or blank
   * @throws SuppressRestartsException where it says that what is in a folder is damaged
   * @throws IOException the failure itself otherwise
   */
  public static IOException endOrRestart(IOException failure, String... folders)
      throws IOException {
    for (String folder : folders) {
      if (!hasManifest(folder)) {
        throw failure;
      }
    }
    if (isOfContent(failure)) {
      throw new SuppressRestartsException(failure);
    }
    throw failure;
  }

  /** Whether a folder has one; a name, or none, is taken for one that has. */
  private static boolean hasManifest(String folder) {
    if (folder.isBlank()) {
      return true;
    }
    Path path = Path.of(folder);
    boolean mayBeName = !path.isAbsolute() && path.getNameCount() == 1 && !Files.exists(path);
    return mayBeName || Files.exists(path.resolve(SnapshotManifest.FILE_NAME));
  }

  /** Whether it is said of a file's content, and not of the attempt to read it. */
  private static boolean isOfContent(Throwable failure) {
    boolean said = false;
    for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SnapshotException || at instanceof BundleException) {
        said = true;
      } else if (said
          && !(at instanceof JsonProcessingException)
          && !(at instanceof IllegalArgumentException)) {
        return false;
      }
    }
    return said;
  }
}
