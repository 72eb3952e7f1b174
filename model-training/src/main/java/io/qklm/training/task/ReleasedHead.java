package io.qklm.training.task;

import io.qklm.model.BundleManifest;
import io.qklm.training.configuration.TrainingConfiguration;
import io.qklm.training.export.NetworkShape;
import io.qklm.training.export.WeightSource;
import java.io.IOException;

/** A head that a bundle has as a graph of its own, if its run learned it. */
public interface ReleasedHead {

  /** Role of its file in the manifest. */
  String role();

  /** Name of its file. */
  String file();

  /** What it is for, in a word: "summaries". */
  String purpose();

  /** What the model does by it, after "A language model that ...". */
  String ability();

  /**
   * The ONNX file.
   *
   * @throws IOException if a weight is missing or has another shape
   */
  byte[] export(WeightSource weights, NetworkShape shape) throws IOException;

  /** {@code network} with what the manifest says of the head. */
  BundleManifest.Network described(BundleManifest.Network network, TrainingConfiguration run);
}
