package io.qklm.kg.quantize;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * Learns the rotation of an optimized product quantizer. It starts at the principal axes, dealt to
 * the subspaces so that the products of their variances are as equal as can be, then takes turns:
 * codebooks for the turned vectors, then the rotation that brings the vectors closest to what their
 * codes stand for (the orthogonal Procrustes problem).
 *
 * <p>Vectors and seed decide the result, whatever the number of threads.
 */
final class RotationTrainer {

  /** Most vectors the rotation is learned from; more changed the loss by less than a percent. */
  private static final int MOST_VECTORS = 16_384;

  /** Rounds of k-means before the first turn; later turns go on from the codebooks they have. */
  private static final int FIRST_ROUNDS = 3;

  /** Rows a thread takes at once. */
  private static final int STRETCH = 64;

  private final float[][] vectors;
  private final int count;
  private final int dimension;
  private final int subspaces;
  private final int[] from;
  private final long seed;
  private final Parts parts;

  /**
   * Holds the vectors without a copy.
   *
   * @param vectors {@code [count][dimension]}, checked; the first {@value #MOST_VECTORS} are used
   */
  RotationTrainer(float[][] vectors, int subspaces, long seed, Parts parts) {
    this.vectors = vectors;
    this.count = Math.min(vectors.length, MOST_VECTORS);
    this.dimension = vectors[0].length;
    this.subspaces = subspaces;
    this.from = ProductQuantizer.subspaceStarts(dimension, subspaces);
    this.seed = seed;
    this.parts = parts;
  }

  /** The rotation after {@code rounds} turns; 0 gives the principal axes. */
  Rotation train(int rounds) {
    Rotation rotation = new Rotation(principalAxes());
    float[][] turned = new float[count][dimension];
    float[][] decoded = new float[count][dimension];
    float[] codebooks = new float[0];
    for (int round = 0; round < rounds; round++) {
      turn(rotation, turned);
      codebooks = codebooks(turned, codebooks);
      ProductQuantizer quantizer = new ProductQuantizer(dimension, subspaces, codebooks);
      parts.ranges(
          count,
          STRETCH,
          (begin, end) -> {
            byte[] code = new byte[subspaces];
            for (int i = begin; i < end; i++) {
              quantizer.encode(turned[i], code, 0);
              quantizer.decode(code, 0, decoded[i], 0);
            }
          });
      rotation = new Rotation(closest(decoded));
    }
    return rotation;
  }

  private void turn(Rotation rotation, float[][] turned) {
    parts.ranges(
        count,
        STRETCH,
        (begin, end) -> {
          for (int i = begin; i < end; i++) {
            rotation.apply(vectors[i], 0, turned[i], 0);
          }
        });
  }

  /** One round of k-means from the codebooks before, or the first few from a seeding. */
  private float[] codebooks(float[][] turned, float[] before) {
    float[] codebooks = new float[ProductQuantizer.CENTROIDS * dimension];
    parts.ranges(
        subspaces,
        1,
        (s, end) -> {
          int width = from[s + 1] - from[s];
          int at = ProductQuantizer.CENTROIDS * from[s];
          float[] points = ProductQuantizerTrainer.columnsOf(turned, from[s], width);
          SubspaceTrainer trainer =
              new SubspaceTrainer(points, width, ProductQuantizerTrainer.seedOf(seed, s));
          float[] centroids =
              before.length == 0 ? trainer.train(FIRST_ROUNDS) : trainer.refine(before, at, 1);
          System.arraycopy(centroids, 0, codebooks, at, centroids.length);
        });
    return codebooks;
  }

  /** The rotation R with the least sum of {@code |R x - y|^2}: U V' of the sum of y x' = U S V'. */
  private float[][] closest(float[][] targets) {
    DMatrixRMaj products = new DMatrixRMaj(sumOfProducts(targets, vectors));
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(dimension, dimension, true, true, false);
    if (!svd.decompose(products)) {
      throw new IllegalStateException(
          "the singular values of the codes' products with the vectors were not found; train"
              + " without a rotation");
    }
    DMatrixRMaj rotation = new DMatrixRMaj(dimension, dimension);
    CommonOps_DDRM.mult(svd.getU(null, false), svd.getV(null, true), rotation);
    return rowsOf(rotation);
  }

  /** Sum over i of {@code left[i] right[i]'}, {@code [dimension][dimension]}. */
  private double[][] sumOfProducts(float[][] left, float[][] right) {
    double[][] sums = new double[dimension][];
    parts.ranges(
        dimension,
        STRETCH,
        (begin, end) -> {
          float[][] block = new float[end - begin][dimension];
          for (int i = 0; i < count; i++) {
            for (int r = begin; r < end; r++) {
              Rotation.add(right[i], left[i][r], block[r - begin]);
            }
          }
          for (int r = begin; r < end; r++) {
            sums[r] = new double[dimension];
            for (int c = 0; c < dimension; c++) {
              sums[r][c] = block[r - begin][c];
            }
          }
        });
    return sums;
  }

  private float[][] principalAxes() {
    float[][] centred = centred();
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(dimension, true, true);
    if (!eigen.decompose(new DMatrixRMaj(sumOfProducts(centred, centred)))) {
      throw new IllegalStateException(
          "the principal axes of the vectors were not found; train without a rotation");
    }
    double[] variances = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      variances[i] = Math.max(0, eigen.getEigenvalue(i).getReal());
    }
    int[] dealt = deal(variances, from);
    float[][] rows = new float[dimension][dimension];
    for (int r = 0; r < dimension; r++) {
      DMatrixRMaj axis = eigen.getEigenVector(dealt[r]);
      for (int c = 0; c < dimension; c++) {
        rows[r][c] = (float) axis.get(c);
      }
    }
    return rows;
  }

  private float[][] centred() {
    double[] mean = new double[dimension];
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < dimension; d++) {
        mean[d] += vectors[i][d] / (double) count;
      }
    }
    float[][] centred = new float[count][dimension];
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < dimension; d++) {
        centred[i][d] = (float) (vectors[i][d] - mean[d]);
      }
    }
    return centred;
  }

  /**
   * Which axis each turned component shows: the axes, greatest variance first, each to the subspace
   * with room whose product of variances is least.
   */
  static int[] deal(double[] variances, int[] from) {
    int subspaces = from.length - 1;
    double greatest = Arrays.stream(variances).max().orElse(0);
    // Logarithms of at least 0, so that a subspace with more axes never looks emptier.
    double floor = Math.max(greatest * 1e-12, Double.MIN_NORMAL);
    int[] byVariance =
        IntStream.range(0, variances.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -variances[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] product = new double[subspaces];
    int[] filled = new int[subspaces];
    int[] dealt = new int[variances.length];
    for (int axis : byVariance) {
      int best = -1;
      for (int s = 0; s < subspaces; s++) {
        boolean room = filled[s] < from[s + 1] - from[s];
        if (room && (best < 0 || product[s] < product[best])) {
          best = s;
        }
      }
      dealt[from[best] + filled[best]++] = axis;
      product[best] += Math.log(Math.max(variances[axis], floor) / floor);
    }
    return dealt;
  }

  private static float[][] rowsOf(DMatrixRMaj matrix) {
    float[][] rows = new float[matrix.numRows][matrix.numCols];
    for (int r = 0; r < matrix.numRows; r++) {
      for (int c = 0; c < matrix.numCols; c++) {
        rows[r][c] = (float) matrix.get(r, c);
      }
    }
    return rows;
  }
}
