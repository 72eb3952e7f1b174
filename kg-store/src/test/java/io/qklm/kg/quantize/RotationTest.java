package io.qklm.kg.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qklm.kg.quantize.ProductQuantizerTrainer.Options;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RotationTest {

  private static final int DIMENSION = 12;

  /** A rotation drawn from the seed: Gaussian rows made orthonormal by Gram and Schmidt. */
  private static Rotation random(int dimension, long seed) {
    float[][] rows = ProductQuantizerTest.gaussian(dimension, dimension, seed);
    for (int r = 0; r < dimension; r++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int before = 0; before < r; before++) {
          double product = dot(rows[r], rows[before]);
          for (int c = 0; c < dimension; c++) {
            rows[r][c] -= (float) (product * rows[before][c]);
          }
        }
      }
      double length = Math.sqrt(dot(rows[r], rows[r]));
      for (int c = 0; c < dimension; c++) {
        rows[r][c] /= (float) length;
      }
    }
    return new Rotation(rows);
  }

  private static double dot(float[] left, float[] right) {
    double sum = 0;
    for (int c = 0; c < left.length; c++) {
      sum += left[c] * right[c];
    }
    return sum;
  }

  /**
   * Gaussian points whose spread differs by component, turned so that no component stands alone.
   */
  private static float[][] turnedPoints(int count, long seed) {
    Rotation rotation = random(DIMENSION, seed + 1);
    float[][] points = ProductQuantizerTest.gaussian(count, DIMENSION, seed);
    for (float[] point : points) {
      for (int d = 0; d < DIMENSION; d++) {
        point[d] *= (float) Math.pow(0.6, d);
      }
      rotation.apply(point.clone(), 0, point, 0);
    }
    return points;
  }

  @Property(tries = 20)
  void turnsBackWhatItTurnedAndKeepsProducts(
      @ForAll @IntRange(min = 1, max = 40) int dimension, @ForAll long seed) {
    Rotation rotation = random(dimension, seed);
    float[][] two = ProductQuantizerTest.gaussian(2, dimension, seed + 2);
    float[][] turned = new float[2][dimension];
    float[] back = new float[dimension];
    rotation.apply(two[0], 0, turned[0], 0);
    rotation.apply(two[1], 0, turned[1], 0);
    rotation.invert(turned[0], 0, back, 0);
    assertThat(back).containsExactly(two[0], within(1e-4f));
    assertThat(dot(turned[0], turned[1])).isEqualTo(dot(two[0], two[1]), within(1e-3));
  }

  @Property(tries = 8)
  void learnedRotationServesTurnedDataBetter(@ForAll long seed) {
    float[][] points = turnedPoints(3_000, seed);
    Options plain = new Options(3, 8, 3_000, seed);
    double without = new ProductQuantizerTrainer(plain).train(points).loss(points);
    double with = new ProductQuantizerTrainer(plain.withRotation()).train(points).loss(points);
    assertThat(with).isLessThan(without);
  }

  @Property(tries = 5)
  void seedAloneDecidesWhateverTheThreads(@ForAll long seed) {
    float[][] points = turnedPoints(1_000, 5);
    Options options = new Options(4, 3, 800, seed).withRotation();
    ProductQuantizer one = new ProductQuantizerTrainer(options, 1).train(points);
    ProductQuantizer three = new ProductQuantizerTrainer(options, 3).train(points);
    assertThat(three.toBytes()).isEqualTo(one.toBytes());
  }

  @Property(tries = 10)
  void reconstructsCentroidsNearlyAndScoresAsItDecodes(@ForAll long seed) {
    float[][] points = turnedPoints(200, seed);
    ProductQuantizer quantizer =
        new ProductQuantizerTrainer(new Options(3, 5, 1_000, seed).withRotation()).train(points);
    byte[] codes = quantizer.encode(points);
    float[] decoded = new float[points.length * DIMENSION];
    quantizer.decode(codes, 0, points.length, decoded);
    float[] table = quantizer.dotTable(points[0]);
    for (int i = 0; i < points.length; i++) {
      float[] one = Arrays.copyOfRange(decoded, i * DIMENSION, (i + 1) * DIMENSION);
      assertThat(one).containsExactly(points[i], within(1e-4f));
      assertThat((double) quantizer.dot(table, codes, i * 3))
          .isEqualTo(dot(points[0], one), within(1e-3));
    }
  }

  @Test
  void learnsFromVectorsThatAreAllEqual() {
    float[][] points = new float[20][];
    Arrays.fill(points, new float[] {1, 2, 3, 4});
    ProductQuantizer quantizer =
        new ProductQuantizerTrainer(new Options(2, 5, 1_000, 3).withRotation()).train(points);
    assertThat(quantizer.loss(points)).isLessThan(1e-9);
  }

  @Test
  void dealsAxesSoThatProductsOfVariancesAreEven() {
    double[] variances = {1, 16, 2, 8};
    // 16 to the first, 8 to the second; then 2 joins 8 and 1 is left for 16.
    assertThat(RotationTrainer.deal(variances, new int[] {0, 2, 4})).containsExactly(1, 0, 3, 2);
  }

  @Test
  void writesTheDocumentedBytes() throws Exception {
    float[] codebooks = new float[256 * 2];
    codebooks[2] = 5;
    codebooks[3] = 7;
    // A quarter turn: the turned components are (y, -x).
    Rotation quarter = new Rotation(new float[][] {{0, 1}, {-1, 0}});
    byte[] bytes = new ProductQuantizer(2, 1, codebooks, Optional.of(quarter)).toBytes();
    ByteBuffer expected =
        ByteBuffer.allocate(24 + 4 * 512 + 4 * 4 + 32).order(ByteOrder.LITTLE_ENDIAN);
    expected.put(new byte[] {0x51, 0x4B, 0x50, 0x51});
    expected.put(new byte[] {1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0});
    for (float value : codebooks) {
      expected.putFloat(value);
    }
    expected.putFloat(0).putFloat(1).putFloat(-1).putFloat(0);
    expected.put(
        MessageDigest.getInstance("SHA-256")
            .digest(Arrays.copyOf(expected.array(), expected.position())));
    assertThat(bytes).isEqualTo(expected.array());
    ProductQuantizer read = ProductQuantizer.fromBytes(bytes);
    assertThat(read.toBytes()).isEqualTo(bytes);
    float[] out = new float[2];
    read.decode(new byte[] {1}, 0, out, 0);
    assertThat(out).containsExactly(-7, 5);
    byte[] code = new byte[1];
    read.encode(new float[] {-7, 5}, code, 0);
    assertThat(code).containsExactly(1);
  }

  @Test
  void refusesWhatIsNoRotation() {
    assertThatThrownBy(() -> new Rotation(new float[][] {{1, 0}, {0.5f, 1}}))
        .hasMessage(
            "rows 0 and 1 of a rotation have the product 0.5, expected 0.0; the matrix is no"
                + " rotation");
    assertThatThrownBy(() -> new Rotation(new float[][] {{Float.NaN}}))
        .hasMessageContaining("the matrix is no rotation");
    assertThatThrownBy(() -> new Rotation(new float[][] {{1, 0}}))
        .hasMessage("a rotation of 1 rows has row 0 of 2");
    assertThatThrownBy(() -> new Rotation(new float[0][]))
        .hasMessage("a rotation has at least 1 row, got none");
    assertThatThrownBy(
            () ->
                new ProductQuantizer(
                    3, 1, new float[768], Optional.of(new Rotation(new float[][] {{1}}))))
        .hasMessage("a quantizer of dimension 3 takes a rotation of as many rows, got 1");
    assertThatThrownBy(() -> new Options(1, 1, 1, 1, OptionalInt.of(0)))
        .hasMessage("a rotation is learned in at least 1 round, got 0");
  }
}
