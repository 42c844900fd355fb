package org.dropoutdistillery.predict;

import java.util.Arrays;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.Kernels;
import org.dropoutdistillery.tensor.Matrix;

/**
 * The arrays in which the means and variances of some rows go through a network (METHODS.md,
 * section 3.2), allocated once. Units are taken as independent and normal; layers before the first
 * dropout have no variance and are exact. One thread at a time.
 */
final class MomentPass {
  private final Matrix[] means;
  private final Matrix[] variances;
  private final OutputCovariance covariance;
  private final float[] meanRow;
  private final float[] varianceRow;
  private final float[] biasRow;

  /** Allocates for up to {@code maxRows} rows at a time. */
  MomentPass(Architecture architecture, int maxRows) {
    means = allocate(architecture, maxRows);
    variances = allocate(architecture, maxRows);
    covariance = new OutputCovariance(architecture, maxRows);
    meanRow = new float[architecture.widest()];
    varianceRow = new float[architecture.widest()];
    biasRow = new float[architecture.widest()];
  }

  private static Matrix[] allocate(Architecture architecture, int rows) {
    Matrix[] layers = new Matrix[architecture.layers() + 1];
    Arrays.setAll(layers, layer -> Matrix.zeros(rows, architecture.width(layer)));
    return layers;
  }

  /** Returns where the rows to predict go: [maxRows, inputs]. */
  Matrix input() {
    return means[0];
  }

  /** Returns the means of the logits after {@link #run}: [maxRows, outputs]. */
  Matrix outputMeans() {
    return means[means.length - 1];
  }

  /** Returns the variances of the logits after {@link #run}: [maxRows, outputs]. */
  Matrix outputVariances() {
    return variances[variances.length - 1];
  }

  /** Sends the first {@code rows} rows through the network. */
  void run(Network network, SquaredWeights squares, int rows) {
    Architecture architecture = network.architecture();
    int firstSite = architecture.firstDropoutSite();
    if (firstSite == 0) {
      applyDropoutToInput(architecture.law(0), rows);
    }
    for (int layer = 1; layer < means.length; layer++) {
      boolean random = firstSite >= 0 && firstSite < layer;
      Blas.multiply(rows, means[layer - 1], network.weights(layer - 1), means[layer]);
      if (random) {
        Blas.multiply(rows, variances[layer - 1], squares.layer(layer - 1), variances[layer]);
      }
      finishLayer(network, layer, rows, random);
    }
  }

  /** Computes the covariances of the logits of all rows of the last {@link #run}. */
  void computeCovariances(Network network, int rows) {
    int layer = means.length - 1;
    if (network.architecture().firstDropoutSite() < 0) {
      covariance.clear();
    } else {
      covariance.compute(rows, variances[layer - 1], network.weights(layer - 1));
    }
  }

  /**
   * Writes the moments of one row's logits, after {@link #computeCovariances}.
   *
   * @param outputMean [outputs]
   * @param outputCovariance [outputs, outputs]
   */
  void readOutput(int row, double[] outputMean, double[] outputCovariance) {
    for (int k = 0; k < outputMean.length; k++) {
      outputMean[k] = outputMeans().get(row, k);
    }
    covariance.read(row, outputCovariance);
  }

  private void applyDropoutToInput(MaskLaw law, int rows) {
    int width = means[0].columns();
    double factorVariance = law.factorVariance();
    for (int row = 0; row < rows; row++) {
      means[0].read(row * width, meanRow, 0, width);
      Arrays.fill(varianceRow, 0, width, 0);
      applyDropout(factorVariance, width);
      variances[0].write(row * width, varianceRow, 0, width);
    }
  }

  private void finishLayer(Network network, int layer, int rows, boolean random) {
    Architecture architecture = network.architecture();
    int width = means[layer].columns();
    boolean hidden = layer < architecture.layers();
    double factorVariance = hidden ? architecture.law(layer).factorVariance() : 0;
    ActivationMoments activation =
        hidden ? ActivationMoments.of(architecture.activation(layer)) : null;
    network.bias(layer - 1).read(0, biasRow, 0, width);
    for (int row = 0; row < rows; row++) {
      read(layer, row, width, random);
      Kernels.addBias(meanRow, biasRow, width);
      if (hidden) {
        activation.apply(meanRow, varianceRow, width);
        applyDropout(factorVariance, width);
      }
      means[layer].write(row * width, meanRow, 0, width);
      variances[layer].write(row * width, varianceRow, 0, width);
    }
  }

  private void read(int layer, int row, int width, boolean random) {
    means[layer].read(row * width, meanRow, 0, width);
    if (random) {
      variances[layer].read(row * width, varianceRow, 0, width);
    } else {
      Arrays.fill(varianceRow, 0, width, 0);
    }
  }

  /** Var(xr) = v E r² + m² Var r for a factor r of mean 1, and the mean stays. */
  private void applyDropout(double factorVariance, int width) {
    if (factorVariance == 0) {
      return;
    }
    float added = (float) factorVariance;
    for (int i = 0; i < width; i++) {
      varianceRow[i] += added * (varianceRow[i] + meanRow[i] * meanRow[i]);
    }
  }
}
