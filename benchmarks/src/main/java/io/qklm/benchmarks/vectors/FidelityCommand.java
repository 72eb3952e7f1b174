package io.qklm.benchmarks.vectors;

import io.qklm.benchmarks.DataOption;
import io.qklm.benchmarks.data.DataDigest;
import io.qklm.kg.quantize.ProductQuantizer;
import io.qklm.kg.quantize.ProductQuantizerTrainer;
import io.qklm.kg.quantize.ScalarQuantizer;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Recall of the true nearest ten by code, the query being exact; random codes as the control. */
@Command(
    name = "fidelity",
    description = "What codes of 8 to 64 bytes, int8 and random codes keep of entity vectors.",
    mixinStandardHelpOptions = true)
public final class FidelityCommand implements Callable<Integer> {

  private static final int NEAREST = 10;
  private static final int[] BYTES = {8, 16, 32, 64};

  @Mixin private DataOption data = new DataOption();

  @Option(names = "--entities", defaultValue = "30000", description = "Default: ${DEFAULT-VALUE}.")
  private int entities;

  @Option(names = "--queries", defaultValue = "500", description = "Default: ${DEFAULT-VALUE}.")
  private int queries;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public FidelityCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path file = data.folder().resolve("kg/merged/entities.jsonl.gz");
    int threads = Runtime.getRuntime().availableProcessors();
    float[][] vectors;
    try (BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.bundled(), threads)) {
      vectors = EntitySample.vectors(file, entities, seed, embedder, this::tell);
    }
    int[] asked = new Random(seed).ints(0, vectors.length).distinct().limit(queries).toArray();
    int[][] truth = Neighbours.of(asked, vectors, vectors, NEAREST);
    out.printf(
        Locale.ROOT,
        "date %s%ndata kg/merged %s; model %s; %d entities of %d components, %d queries, seed %d;"
            + " %d cores, Java %s%n",
        LocalDate.now(ZoneOffset.UTC),
        DataDigest.of(file),
        ModelBundle.bundled().name(),
        vectors.length,
        vectors[0].length,
        asked.length,
        seed,
        threads,
        Runtime.version());
    out.println("code       bytes  recall of the true 10  mean cosine  training, s");
    for (int bytes : BYTES) {
      for (boolean rotated : new boolean[] {false, true}) {
        ProductQuantizerTrainer.Options plain =
            new ProductQuantizerTrainer.Options(bytes, 20, 65_536, seed);
        long start = System.nanoTime();
        ProductQuantizer quantizer =
            new ProductQuantizerTrainer(rotated ? plain.withRotation() : plain, threads)
                .train(vectors);
        double seconds = (System.nanoTime() - start) / 1e9;
        float[][] decoded = decoded(quantizer, vectors);
        String name = rotated ? "OPQ" : "PQ";
        line(out, name, bytes, truth, asked, vectors, decoded, seconds);
      }
    }
    ScalarQuantizer scalar = new ScalarQuantizer(vectors[0].length);
    line(out, "int8", scalar.codeLength(), truth, asked, vectors, decoded(scalar, vectors), 0);
    line(out, "random", 32, truth, asked, vectors, shuffled(vectors), 0);
    return 0;
  }

  private void tell(int embedded) {
    if (embedded % 5_120 == 0) {
      spec.commandLine().getErr().printf("embedded %d of %d%n", embedded, entities);
    }
  }

  private static void line(
      PrintWriter out,
      String name,
      int bytes,
      int[][] truth,
      int[] asked,
      float[][] vectors,
      float[][] decoded,
      double seconds) {
    double recall = Neighbours.recall(truth, Neighbours.of(asked, vectors, decoded, NEAREST));
    out.printf(
        Locale.ROOT,
        "%-8s  %6d  %21.3f  %11.4f  %11.1f%n",
        name,
        bytes,
        recall,
        meanCosine(vectors, decoded),
        seconds);
    out.flush();
  }

  private static double meanCosine(float[][] vectors, float[][] decoded) {
    return IntStream.range(0, vectors.length)
        .mapToDouble(
            i ->
                dot(vectors[i], decoded[i])
                    / Math.sqrt(dot(vectors[i], vectors[i]) * dot(decoded[i], decoded[i])))
        .average()
        .orElse(0);
  }

  private static double dot(float[] left, float[] right) {
    double sum = 0;
    for (int d = 0; d < left.length; d++) {
      sum += left[d] * right[d];
    }
    return sum;
  }

  private static float[][] decoded(ProductQuantizer quantizer, float[][] vectors) {
    float[][] decoded = new float[vectors.length][quantizer.dimension()];
    byte[] code = new byte[quantizer.subspaces()];
    for (int i = 0; i < vectors.length; i++) {
      quantizer.encode(vectors[i], code, 0);
      quantizer.decode(code, 0, decoded[i], 0);
    }
    return decoded;
  }

  private static float[][] decoded(ScalarQuantizer quantizer, float[][] vectors) {
    float[][] decoded = new float[vectors.length][quantizer.dimension()];
    byte[] code = new byte[quantizer.codeLength()];
    for (int i = 0; i < vectors.length; i++) {
      quantizer.encode(vectors[i], code, 0);
      quantizer.decode(code, 0, decoded[i], 0);
    }
    return decoded;
  }

  /** The control: every entity has the vector of another. */
  private float[][] shuffled(float[][] vectors) {
    float[][] shuffled = vectors.clone();
    java.util.Collections.shuffle(java.util.Arrays.asList(shuffled), new Random(seed + 1));
    return shuffled;
  }
}
