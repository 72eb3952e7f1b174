package io.qklm.model;

import java.io.IOException;
import java.nio.file.Path;

/** A model's files and manifest. Skeleton: the lead fills it. */
public final class ModelBundle {

  private ModelBundle() {}

  /** The bundle that comes with the code. */
  public static ModelBundle bundled() throws IOException {
    return new ModelBundle();
  }

  /** Opens and verifies the bundle in {@code folder}. */
  public static ModelBundle open(Path folder) throws IOException {
    throw new IOException("not yet: " + folder);
  }
}
