package io.qklm.training.experiment.relation;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * A straight map after which vectors have mean 0 and variance 1 along every principal axis. Nearly
 * all of what texts' vectors differ by lies in few directions; what tells one entity from its like
 * lies in the others.
 *
 * @param weight {@code [dimension][dimension]}, flat, row by row
 * @param bias {@code [dimension]}
 */
@SuppressWarnings("ArrayRecordComponent") // on its way into parameters, never compared
public record Whitening(float[] weight, float[] bias) {

  /** Share of the mean variance that is added to each, so that axes without any stay small. */
  private static final double FLOOR = 0.01;

  /**
   * The map that whitens {@code vectors}.
   *
   * @param vectors {@code [count][dimension]}, at least one
   */
  static Whitening of(float[][] vectors) {
    int dimension = vectors[0].length;
    double[] mean = new double[dimension];
    for (float[] vector : vectors) {
      for (int d = 0; d < dimension; d++) {
        mean[d] += vector[d] / (double) vectors.length;
      }
    }
    DMatrixRMaj covariance = covariance(vectors, mean);
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(dimension, true, true);
    if (!eigen.decompose(covariance.copy())) {
      throw new IllegalStateException(
          "the principal axes of the texts' vectors were not found; are all of them numbers?");
    }
    double floor = 0;
    for (int d = 0; d < dimension; d++) {
      floor += FLOOR * covariance.get(d, d) / dimension;
    }
    float[] weight = new float[dimension * dimension];
    float[] bias = new float[dimension];
    for (int row = 0; row < dimension; row++) {
      DMatrixRMaj axis = eigen.getEigenVector(row);
      double variance = Math.max(0, eigen.getEigenvalue(row).getReal()) + floor;
      double scale = variance == 0 ? 0 : 1 / Math.sqrt(variance);
      double shift = 0;
      for (int d = 0; d < dimension; d++) {
        double value = scale * axis.get(d);
        weight[row * dimension + d] = (float) value;
        shift -= value * mean[d];
      }
      bias[row] = (float) shift;
    }
    return new Whitening(weight, bias);
  }

  private static DMatrixRMaj covariance(float[][] vectors, double[] mean) {
    int dimension = mean.length;
    double[][] sums = new double[dimension][dimension];
    double[] centred = new double[dimension];
    for (float[] vector : vectors) {
      for (int d = 0; d < dimension; d++) {
        centred[d] = vector[d] - mean[d];
      }
      for (int row = 0; row < dimension; row++) {
        double factor = centred[row] / vectors.length;
        double[] sum = sums[row];
        for (int d = 0; d < dimension; d++) {
          sum[d] += factor * centred[d];
        }
      }
    }
    return new DMatrixRMaj(sums);
  }
}
