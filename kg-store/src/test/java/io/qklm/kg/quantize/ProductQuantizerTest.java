package io.qklm.kg.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qklm.kg.quantize.ProductQuantizerTrainer.Options;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ProductQuantizerTest {

  static float[][] gaussian(int count, int dimension, long seed) {
    Random random = new Random(seed);
    float[][] vectors = new float[count][dimension];
    for (float[] vector : vectors) {
      for (int d = 0; d < dimension; d++) {
        vector[d] = (float) random.nextGaussian();
      }
    }
    return vectors;
  }

  @Property(tries = 20)
  void reconstructsPerfectlyWhenThePointsAreTheCentroids(
      @ForAll @IntRange(min = 1, max = 256) int count,
      @ForAll @IntRange(min = 1, max = 5) int subspaces,
      @ForAll long seed) {
    float[][] points = gaussian(count, 7, seed);
    ProductQuantizer quantizer =
        new ProductQuantizerTrainer(new Options(subspaces, 10, 1_000, seed)).train(points);
    byte[] codes = quantizer.encode(points);
    float[] decoded = new float[count * 7];
    quantizer.decode(codes, 0, count, decoded);
    for (int i = 0; i < count; i++) {
      assertThat(Arrays.copyOfRange(decoded, i * 7, i * 7 + 7)).containsExactly(points[i]);
    }
    assertThat(quantizer.loss(points)).isZero();
  }

  @Property(tries = 10)
  void lossFallsWithIterations(@ForAll long seed) {
    float[][] points = gaussian(2_000, 12, seed);
    double before = Double.POSITIVE_INFINITY;
    for (int iterations : new int[] {0, 1, 2, 5, 15}) {
      double loss =
          new ProductQuantizerTrainer(new Options(2, iterations, 2_000, seed))
              .train(points)
              .loss(points);
      assertThat(loss).isLessThanOrEqualTo(before * (1 + 1e-6));
      before = loss;
    }
  }

  @Property(tries = 10)
  void seedAloneDecidesWhateverTheThreads(@ForAll long seed) {
    float[][] points = gaussian(1_500, 10, 1);
    Options options = new Options(3, 4, 1_000, seed);
    ProductQuantizer one = new ProductQuantizerTrainer(options, 1).train(points);
    ProductQuantizer three = new ProductQuantizerTrainer(options, 3).train(points);
    assertThat(three.toBytes()).isEqualTo(one.toBytes());
    Options other = new Options(3, 4, 1_000, seed + 1);
    assertThat(new ProductQuantizerTrainer(other).train(points).digest())
        .isNotEqualTo(one.digest());
  }

  @Property(tries = 20)
  void bytesGoRoundAndTheDotTableAgreesWithTheDecodedVector(
      @ForAll @IntRange(min = 1, max = 30) int dimension, @ForAll long seed) {
    int subspaces = 1 + new Random(seed).nextInt(dimension);
    ProductQuantizer made =
        new ProductQuantizer(dimension, subspaces, flatGaussian(256, dimension, seed));
    ProductQuantizer read = ProductQuantizer.fromBytes(made.toBytes());
    assertThat(read.toBytes()).isEqualTo(made.toBytes());
    assertThat(read.digest()).isEqualTo(made.digest());
    byte[] code = new byte[subspaces + 2];
    new Random(seed).nextBytes(code);
    float[] decoded = new float[dimension];
    read.decode(code, 1, decoded, 0);
    float[] query = gaussian(1, dimension, seed + 1)[0];
    double expected = 0;
    for (int d = 0; d < dimension; d++) {
      expected += query[d] * decoded[d];
    }
    assertThat((double) read.dot(read.dotTable(query), code, 1)).isEqualTo(expected, within(1e-3));
    byte[] again = new byte[subspaces];
    read.encode(decoded, again, 0);
    float[] decodedAgain = new float[dimension];
    read.decode(again, 0, decodedAgain, 0);
    assertThat(decodedAgain).containsExactly(decoded, within(1e-3f));
  }

  private static float[] flatGaussian(int count, int dimension, long seed) {
    float[] out = new float[count * dimension];
    float[][] rows = gaussian(count, dimension, seed);
    for (int i = 0; i < count; i++) {
      System.arraycopy(rows[i], 0, out, i * dimension, dimension);
    }
    return out;
  }

  @Property(tries = 20)
  void encodesToTheNearestCentroid(@ForAll long seed) {
    float[] codebook = flatGaussian(256, 9, seed);
    ProductQuantizer quantizer = new ProductQuantizer(9, 1, codebook);
    float[] vector = gaussian(1, 9, seed + 1)[0];
    byte[] code = new byte[1];
    quantizer.encode(vector, code, 0);
    double chosen = distance(vector, codebook, code[0] & 0xFF);
    for (int c = 0; c < 256; c++) {
      assertThat(chosen).isLessThanOrEqualTo(distance(vector, codebook, c) + 1e-4);
    }
  }

  private static double distance(float[] vector, float[] codebook, int centroid) {
    double sum = 0;
    for (int d = 0; d < vector.length; d++) {
      double difference = vector[d] - codebook[centroid * vector.length + d];
      sum += difference * difference;
    }
    return sum;
  }

  @Test
  void writesTheDocumentedBytes() throws Exception {
    float[] codebooks = new float[256 * 3];
    for (int i = 0; i < codebooks.length; i++) {
      codebooks[i] = i / 4f;
    }
    byte[] bytes = new ProductQuantizer(3, 2, codebooks).toBytes();
    ByteBuffer expected = ByteBuffer.allocate(24 + 4 * 768 + 32).order(ByteOrder.LITTLE_ENDIAN);
    expected.put(new byte[] {0x51, 0x4B, 0x50, 0x51});
    expected.put(new byte[] {1, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (float value : codebooks) {
      expected.putFloat(value);
    }
    expected.put(
        MessageDigest.getInstance("SHA-256")
            .digest(Arrays.copyOf(expected.array(), expected.position())));
    assertThat(bytes).isEqualTo(expected.array());
    // Subspace 0 has two components, subspace 1 the third.
    float[] out = new float[3];
    ProductQuantizer.fromBytes(bytes).decode(new byte[] {1, (byte) 255}, 0, out, 0);
    assertThat(out).containsExactly(2 / 4f, 3 / 4f, (512 + 255) / 4f);
  }

  @Test
  void refusesDamagedBytesWithASentence() {
    byte[] good = new ProductQuantizer(2, 2, new float[512]).toBytes();
    byte[] flipped = good.clone();
    flipped[30] ^= 1;
    assertThatThrownBy(() -> ProductQuantizer.fromBytes(flipped))
        .hasMessage(
            "product quantizer does not match its SHA-256; the file is damaged, fetch it again");
    assertThatThrownBy(() -> ProductQuantizer.fromBytes(Arrays.copyOf(good, good.length - 1)))
        .hasMessageContaining("takes 2104 bytes, got 2103");
    assertThatThrownBy(() -> ProductQuantizer.fromBytes(new byte[80]))
        .hasMessageContaining("do not begin with QKPQ");
    byte[] newer = good.clone();
    newer[4] = 2;
    assertThatThrownBy(() -> ProductQuantizer.fromBytes(newer))
        .hasMessageContaining("of version 2")
        .hasMessageContaining("this build reads version 1");
  }

  @Test
  void refusesWhatCannotBeCutOrLearned() {
    assertThatThrownBy(() -> new ProductQuantizer(3, 4, new float[768]))
        .hasMessage("cannot cut 3 components into 4 subspaces; 1 to 3 are allowed");
    ProductQuantizerTrainer trainer = new ProductQuantizerTrainer(new Options(1, 1, 10, 0));
    assertThatThrownBy(() -> trainer.train(new float[0][]))
        .hasMessageStartingWith("a product quantizer learns from vectors, got none");
    assertThatThrownBy(() -> trainer.train(new float[][] {{1}, {Float.NaN}}))
        .hasMessage("vector 1 holds NaN; only finite numbers can be learned from");
    assertThatThrownBy(() -> trainer.train(new float[][] {{1}, {1, 2}}))
        .hasMessage("vector 1 has 2 components and vector 0 has 1; all must have the same");
    assertThatThrownBy(() -> new Options(0, 1, 1, 0)).hasMessageContaining("subspaces >= 1");
  }

  @Test
  void movesEmptyClustersToWhereTheyServe() {
    // 300 copies of one point and 255 others: seeding finds all, rounds must lose none.
    float[][] points = new float[555][];
    for (int i = 0; i < 555; i++) {
      points[i] = new float[] {i < 300 ? 0 : i, i < 300 ? 0 : -i};
    }
    ProductQuantizer quantizer =
        new ProductQuantizerTrainer(new Options(1, 5, 1_000, 3)).train(points);
    assertThat(quantizer.loss(points)).isZero();
  }
}
