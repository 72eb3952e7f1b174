package io.qklm.training.command;

import io.qklm.model.BundleManifest;
import io.qklm.model.ModelBundle;
import io.qklm.training.base.BaseModel;
import io.qklm.training.base.BaseModels;
import io.qklm.training.export.GraphWeights;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.onnx.Weight;
import io.qklm.training.run.RunFolder;
import io.qklm.training.store.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes weights that a run can start from out of a bundle, which has no others. */
@Command(
    name = "unpack",
    description =
        "Writes a bundle's weights as those of a run of the bundle's name, so that a configuration"
            + " can name it as its 'start'.",
    mixinStandardHelpOptions = true)
public final class UnpackCommand implements Callable<Integer> {

  @Option(names = "--bundle", required = true, description = "the bundle's folder")
  private Path folder = Path.of("");

  @Option(
      names = "--checkpoints",
      description = "where runs keep their folders; default: ${DEFAULT-VALUE}")
  private Path checkpoints = Path.of(".work", "checkpoints");

  @Override
  public Integer call() throws IOException {
    ModelBundle bundle = ModelBundle.open(folder);
    EncoderShape shape = base(bundle.manifest()).shape();
    Map<String, Safetensors.Source> tensors = new LinkedHashMap<>();
    for (BundleManifest.File file : bundle.manifest().files()) {
      if (file.path().endsWith(".onnx") && !file.published()) {
        byte[] graph = Files.readAllBytes(folder.resolve(file.path()));
        for (Weight weight : GraphWeights.of(graph, shape).values()) {
          tensors.put(weight.name(), new Safetensors.Source(weight.shape(), weight::values));
        }
      }
    }
    Path run = Files.createDirectories(checkpoints.resolve(bundle.name()));
    Path output = RunFolder.best(run);
    Safetensors.write(output, tensors, Map.of("format", "pt", "qklm.bundle", bundle.digest()));
    System.out.printf("%d weights of %s in %s%n", tensors.size(), bundle.name(), output);
    return 0;
  }

  /** The base model that the bundle's network was made of, known by the words that it reads. */
  private static BaseModel base(BundleManifest manifest) throws IOException {
    return manifest
        .file("words")
        .flatMap(file -> BaseModels.publishedIn(file.path()))
        .orElseThrow(
            () ->
                new IOException(
                    "the bundle "
                        + manifest.name()
                        + " reads the words of no base model that is known here; only bundles of"
                        + " networks that were trained here can be unpacked"));
  }
}
