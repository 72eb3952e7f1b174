package io.qklm.benchmarks.vectors;

import io.qklm.benchmarks.DataOption;
import io.qklm.benchmarks.data.DataDigest;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Recall of the true nearest ten by code, the query being exact; random codes as the control. */
@Command(
    name = "fidelity",
    description =
        "What codes of 8 to 64 bytes, int8 and random codes keep of entity vectors and links.",
    mixinStandardHelpOptions = true)
public final class FidelityCommand implements Callable<Integer> {

  private static final int NEAREST = 10;
  private static final int BATCH = 1_000;
  private static final int[] BYTES = {8, 16, 32, 64};

  @Mixin private DataOption data = new DataOption();

  @Option(names = "--entities", defaultValue = "30000", description = "Default: ${DEFAULT-VALUE}.")
  private int entities;

  @Option(names = "--queries", defaultValue = "500", description = "Default: ${DEFAULT-VALUE}.")
  private int queries;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--knowledge",
      description =
          "Snapshot of the development knowledge: rank the candidates of AIDA dev mentions instead.")
  private Optional<Path> knowledge = Optional.empty();

  @Option(
      names = "--mentions",
      defaultValue = "1000",
      description = "With --knowledge: mentions to rank, about; default: ${DEFAULT-VALUE}.")
  private int mentions;

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public FidelityCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path file = data.folder().resolve("kg/merged/entities.jsonl.gz");
    int threads = Runtime.getRuntime().availableProcessors();
    float[][] embedded;
    Optional<LinkFidelity> links = Optional.empty();
    try (BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), threads)) {
      embedded = EntitySample.vectors(file, entities, seed, embedder, this::tell);
      if (knowledge.isPresent()) {
        links =
            Optional.of(
                LinkFidelity.sample(data.folder(), knowledge.get(), mentions, seed, embedder));
      }
    }
    if (links.isPresent()) {
      rank(out, links.get(), embedded, file, threads);
      return 0;
    }
    float[][] vectors = embedded;
    int[] asked = new Random(seed).ints(0, vectors.length).distinct().limit(queries).toArray();
    int[][] truth = Neighbours.of(asked, vectors, vectors, NEAREST);
    out.printf(
        Locale.ROOT,
        "date %s%ndata kg/merged %s; model %s; %d entities of %d components, %d queries, seed %d;"
            + " %d cores, Java %s%n",
        LocalDate.now(ZoneOffset.UTC),
        DataDigest.of(file),
        ModelBundle.zeroShot().name(),
        vectors.length,
        vectors[0].length,
        asked.length,
        seed,
        threads,
        Runtime.version());
    out.println(
        "code       bytes  recall of the true 10  mean cosine  training s  encode us  decode us");
    for (int bytes : BYTES) {
      measure(out, truth, asked, vectors, () -> VectorCodec.jvector(vectors, bytes));
      measure(
          out,
          truth,
          asked,
          vectors,
          () -> VectorCodec.product(vectors, bytes, false, seed, threads));
      measure(
          out,
          truth,
          asked,
          vectors,
          () -> VectorCodec.product(vectors, bytes, true, seed, threads));
    }
    measure(out, truth, asked, vectors, () -> VectorCodec.scalar(vectors[0].length));
    float[][] random = shuffled(vectors);
    out.printf(
        Locale.ROOT,
        "%-8s  %6s  %21.3f  %11.4f%n",
        "random",
        "",
        recall(truth, asked, vectors, random),
        meanCosine(vectors, random));
    return 0;
  }

  private void rank(PrintWriter out, LinkFidelity links, float[][] training, Path file, int threads)
      throws IOException {
    out.printf(
        Locale.ROOT,
        "date %s%ndata kg/merged %s, linking/aida dev; model %s; %d mentions with 2 to 16"
            + " candidates, %d entities; codebooks of %d other entities, seed %d; Java %s%n",
        LocalDate.now(ZoneOffset.UTC),
        DataDigest.of(file),
        ModelBundle.zeroShot().name(),
        links.mentions(),
        links.candidates(),
        training.length,
        seed,
        Runtime.version());
    out.println("code       bytes  vector alone: first   MRR    with the prior: first   MRR");
    row(out, "fp32", Float.BYTES * training[0].length, links.exact());
    VectorCodec scalar = VectorCodec.scalar(training[0].length);
    row(out, scalar.name(), scalar.bytes(), links.coded(scalar));
    for (int bytes : BYTES) {
      for (boolean rotated : new boolean[] {false, true}) {
        VectorCodec codec = VectorCodec.product(training, bytes, rotated, seed, threads);
        row(out, codec.name(), bytes, links.coded(codec));
      }
    }
    row(out, "random", 0, links.shuffled(seed));
  }

  private static void row(PrintWriter out, String name, int bytes, LinkFidelity.Quality quality) {
    out.printf(
        Locale.ROOT,
        "%-8s  %6d  %19.3f  %.3f  %22.3f  %.3f%n",
        name,
        bytes,
        quality.first(),
        quality.reciprocal(),
        quality.firstWithPrior(),
        quality.reciprocalWithPrior());
    out.flush();
  }

  private void tell(int embedded) {
    if (embedded % 5_120 == 0) {
      spec.commandLine().getErr().printf("embedded %d of %d%n", embedded, entities);
    }
  }

  private static void measure(
      PrintWriter out,
      int[][] truth,
      int[] asked,
      float[][] vectors,
      Supplier<VectorCodec> training) {
    long start = System.nanoTime();
    VectorCodec codec = training.get();
    double seconds = (System.nanoTime() - start) / 1e9;
    byte[][] codes = new byte[vectors.length][];
    float[][] decoded = new float[vectors.length][];
    double encode = medianMicros(vectors.length, i -> codes[i] = codec.encoded(vectors[i]));
    double decode = medianMicros(vectors.length, i -> decoded[i] = codec.decoded(codes[i]));
    out.printf(
        Locale.ROOT,
        "%-8s  %6d  %21.3f  %11.4f  %10.1f  %9.1f  %9.2f%n",
        codec.name(),
        codec.bytes(),
        recall(truth, asked, vectors, decoded),
        meanCosine(vectors, decoded),
        seconds,
        encode,
        decode);
    out.flush();
  }

  /** Does the work for every vector; the median time of one, over batches of a thousand. */
  private static double medianMicros(int count, IntConsumer work) {
    List<Double> batches = new ArrayList<>();
    for (int from = 0; from < count; from += BATCH) {
      int to = Math.min(count, from + BATCH);
      long start = System.nanoTime();
      for (int i = from; i < to; i++) {
        work.accept(i);
      }
      batches.add((System.nanoTime() - start) / 1e3 / (to - from));
    }
    return batches.stream().sorted().toList().get(batches.size() / 2);
  }

  private static double recall(int[][] truth, int[] asked, float[][] vectors, float[][] decoded) {
    return Neighbours.recall(truth, Neighbours.of(asked, vectors, decoded, NEAREST));
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

  /** The control: every entity has the vector of another. */
  private float[][] shuffled(float[][] vectors) {
    float[][] shuffled = vectors.clone();
    Collections.shuffle(Arrays.asList(shuffled), new Random(seed + 1));
    return shuffled;
  }
}
