package io.qklm.training.base;

import io.qklm.training.onnx.Weight;
import io.qklm.training.tensorflow.CheckpointIndex;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names and layout of the weights of Google's BERT as TensorFlow keeps them, and ours: kernels are
 * {@code [inputs, outputs]} there, and what scales and shifts is called gamma and beta.
 */
final class BertNames {

  private static final Pattern LAYER = Pattern.compile("encoder/layer_(\\d+)/(.*)");

  private BertNames() {}

  /** The weight as the network has it; empty for what it has not, such as the pooler. */
  static Optional<Weight> ours(Weight weight) {
    String name = weight.name();
    if (name.startsWith("module/bert/embeddings/") || name.startsWith("module/bert/encoder/")) {
      return Optional.of(renamed(weight, name.substring("module/bert/".length())));
    }
    if (name.startsWith("module/cls/predictions/")) {
      String head = name.substring("module/cls/predictions/".length());
      String ours =
          head.replace("transform/dense/", "transform/")
              .replace("transform/LayerNorm/", "LayerNorm/")
              .replace("output_bias", "bias");
      return Optional.of(renamed(weight, "heads/words/" + ours));
    }
    return Optional.empty();
  }

  /** Offsets of the checkpoint's tensors by our names. */
  static Map<String, Long> places(CheckpointIndex index) {
    Map<String, Long> places = new HashMap<>();
    index
        .places()
        .forEach(
            (name, offset) ->
                // The name alone is of interest: a matrix of one number stands for any.
                ours(new Weight(name, new long[] {1, 1}, new float[1]))
                    .ifPresent(weight -> places.put(weight.name(), offset)));
    return places;
  }

  private static Weight renamed(Weight weight, String path) {
    Matcher layer = LAYER.matcher(path);
    String name = layer.matches() ? "encoder/layer/" + layer.group(1) + "/" + layer.group(2) : path;
    int end = name.lastIndexOf('/');
    String part = name.substring(end + 1);
    String before = name.substring(0, end + 1).replace('/', '.');
    return switch (part) {
      case "kernel" -> weight.transposed().named(before + "weight");
      case "gamma" -> weight.named(before + "weight");
      case "beta", "bias" -> weight.named(before + "bias");
      default -> weight.named(before + part + ".weight");
    };
  }
}
