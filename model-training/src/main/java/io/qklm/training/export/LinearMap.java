package io.qklm.training.export;

import io.qklm.training.onnx.Weight;
import java.io.IOException;
import java.util.List;

/**
 * A learned linear map.
 *
 * @param name of its initializers
 * @param inputs columns of {@code weight}
 * @param outputs rows of {@code weight}
 * @param weight {@code [outputs, inputs]} row-major
 * @param bias {@code [outputs]}
 */
@SuppressWarnings("ArrayRecordComponent") // weights on their way into a file, never compared
public record LinearMap(String name, int inputs, int outputs, float[] weight, float[] bias) {

  /** The map {@code NAME.weight} and {@code NAME.bias} of {@code source}. */
  public static LinearMap read(WeightSource source, String name, int inputs, int outputs)
      throws IOException {
    Weight weight = source.read(name + ".weight", outputs, inputs);
    Weight bias = source.read(name + ".bias", outputs);
    return new LinearMap(name, inputs, outputs, weight.values(), bias.values());
  }

  /** The outputs times {@code factor}. */
  LinearMap times(float factor) {
    float[] scaledWeight = weight.clone();
    float[] scaledBias = bias.clone();
    for (int i = 0; i < scaledWeight.length; i++) {
      scaledWeight[i] *= factor;
    }
    for (int i = 0; i < scaledBias.length; i++) {
      scaledBias[i] *= factor;
    }
    return new LinearMap(name, inputs, outputs, scaledWeight, scaledBias);
  }

  /** Maps of the same inputs as one, their outputs one after another. */
  static LinearMap beside(String name, List<LinearMap> maps) {
    int inputs = maps.get(0).inputs();
    int outputs = maps.stream().mapToInt(LinearMap::outputs).sum();
    float[] weight = new float[outputs * inputs];
    float[] bias = new float[outputs];
    int row = 0;
    for (LinearMap map : maps) {
      System.arraycopy(map.weight(), 0, weight, row * inputs, map.weight().length);
      System.arraycopy(map.bias(), 0, bias, row, map.bias().length);
      row += map.outputs();
    }
    return new LinearMap(name, inputs, outputs, weight, bias);
  }

  /** {@code [inputs, outputs]} row-major, as ONNX multiplies. */
  float[] transposed() {
    float[] turned = new float[weight.length];
    for (int row = 0; row < outputs; row++) {
      for (int column = 0; column < inputs; column++) {
        turned[column * outputs + row] = weight[row * inputs + column];
      }
    }
    return turned;
  }
}
