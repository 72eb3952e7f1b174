package io.qklm.benchmarks.jmh;

import io.qklm.kg.quantize.ProductQuantizer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The loops of the product quantizer as they are, beside the same over the Vector API, for vectors
 * of 384 components. Compiled and run by {@code benchmarks/run jmh} alone: the Vector API is an
 * incubating module.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-Xmx512m"})
public class QuantizerLoops {

  private static final int DIMENSION = 384;
  private static final int CENTROIDS = ProductQuantizer.CENTROIDS;

  /** What the engine reads for a document, about. */
  private static final int CODES = 128;

  /** What a search scans at a time, about. */
  private static final int SCANNED = 10_000;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  @Param({"8", "32", "64"})
  public int bytes;

  private ProductQuantizer quantizer;
  private float[] codebooks;
  private float[][] byComponent;
  private byte[] codes;
  private float[] query;
  private float[] table;
  private float[] decoded;
  private float[] scores;

  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    codebooks = new float[CENTROIDS * DIMENSION];
    for (int i = 0; i < codebooks.length; i++) {
      codebooks[i] = (float) (random.nextDouble() - 0.5);
    }
    quantizer = new ProductQuantizer(DIMENSION, bytes, codebooks);
    int width = DIMENSION / bytes;
    byComponent = new float[DIMENSION][CENTROIDS];
    for (int s = 0; s < bytes; s++) {
      for (int c = 0; c < CENTROIDS; c++) {
        for (int d = 0; d < width; d++) {
          byComponent[s * width + d][c] = codebooks[CENTROIDS * s * width + c * width + d];
        }
      }
    }
    codes = new byte[SCANNED * bytes];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) random.nextInt();
    }
    query = new float[DIMENSION];
    for (int i = 0; i < query.length; i++) {
      query[i] = (float) (random.nextDouble() - 0.5);
    }
    decoded = new float[CODES * DIMENSION];
    scores = new float[SCANNED];
    table = quantizer.dotTable(query);
  }

  @Benchmark
  public float[] decodePlain() {
    quantizer.decode(codes, 0, CODES, decoded);
    return decoded;
  }

  @Benchmark
  public float[] decodeVector() {
    int width = DIMENSION / bytes;
    int whole = SPECIES.loopBound(width);
    for (int i = 0; i < CODES; i++) {
      for (int s = 0; s < bytes; s++) {
        int from = CENTROIDS * s * width + (codes[i * bytes + s] & 0xFF) * width;
        int to = i * DIMENSION + s * width;
        int d = 0;
        for (; d < whole; d += SPECIES.length()) {
          FloatVector.fromArray(SPECIES, codebooks, from + d).intoArray(decoded, to + d);
        }
        if (d < width) {
          var rest = SPECIES.indexInRange(d, width);
          FloatVector.fromArray(SPECIES, codebooks, from + d, rest)
              .intoArray(decoded, to + d, rest);
        }
      }
    }
    return decoded;
  }

  @Benchmark
  public float[] tablePlain() {
    return quantizer.dotTable(query);
  }

  @Benchmark
  public float[] tableVector() {
    float[] out = new float[bytes * CENTROIDS];
    int width = DIMENSION / bytes;
    for (int s = 0; s < bytes; s++) {
      for (int c = 0; c < CENTROIDS; c += SPECIES.length()) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int d = s * width; d < (s + 1) * width; d++) {
          // Multiplied, then added, as the plain loop does: the results are the same.
          sum = FloatVector.fromArray(SPECIES, byComponent[d], c).mul(query[d]).add(sum);
        }
        sum.intoArray(out, s * CENTROIDS + c);
      }
    }
    return out;
  }

  @Benchmark
  public float[] scanPlain() {
    for (int i = 0; i < SCANNED; i++) {
      scores[i] = quantizer.dot(table, codes, i * bytes);
    }
    return scores;
  }

  @Benchmark
  public float[] scanVector() {
    int lanes = SPECIES.length();
    int[] rows = new int[lanes];
    for (int i = 0; i + lanes <= SCANNED; i += lanes) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int s = 0; s < bytes; s++) {
        for (int lane = 0; lane < lanes; lane++) {
          rows[lane] = s * CENTROIDS + (codes[(i + lane) * bytes + s] & 0xFF);
        }
        sum = sum.add(FloatVector.fromArray(SPECIES, table, 0, rows, 0));
      }
      sum.intoArray(scores, i);
    }
    return scores;
  }
}
