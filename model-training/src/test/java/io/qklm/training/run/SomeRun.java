package io.qklm.training.run;

import java.nio.file.Path;

/** Folders of runs whose configuration no test asks for. */
public final class SomeRun {

  private SomeRun() {}

  /** A run in {@code folder}. */
  public static RunFolder in(Path folder) {
    return new RunFolder(folder, new RunDigests("some", "some", "none", "some"));
  }
}
