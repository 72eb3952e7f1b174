package io.qklm.training.export;

import io.qklm.training.onnx.Weight;
import java.io.IOException;

/** Where an export takes its weights from, by the names of the trainer's network. */
@FunctionalInterface
public interface WeightSource {

  /**
   * One weight.
   *
   * @throws IOException if there is none of that name, or it cannot be read
   */
  Weight read(String name) throws IOException;

  /**
   * One weight of a known shape.
   *
   * @throws IOException if there is none of that name and shape
   */
  default Weight read(String name, long... shape) throws IOException {
    Weight weight = read(name);
    if (!java.util.Arrays.equals(weight.shape(), shape)) {
      throw new IOException(
          "the weight "
              + name
              + " has the shape "
              + java.util.Arrays.toString(weight.shape())
              + "; the network's is "
              + java.util.Arrays.toString(shape));
    }
    return weight;
  }
}
