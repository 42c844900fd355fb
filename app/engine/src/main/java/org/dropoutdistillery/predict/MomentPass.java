package org.dropoutdistillery.predict;

import java.util.Arrays;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.ForwardPass;
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
  private final ForwardPass beforeDropout;
  private final UnitMoments[] moments;
  // As layer of the same number; null for dense ones.
  private final ConvolutionMoments[] images;
  private final OutputCovariance covariance;
  private final float[] meanRow;
  private final float[] varianceRow;
  private final float[] biasRow;

  /** Allocates for up to {@code maxRows} rows at a time. */
  MomentPass(Architecture architecture, int maxRows) {
    beforeDropout = new ForwardPass(architecture, maxRows);
    moments = new UnitMoments[architecture.layers() + 1];
    Arrays.setAll(moments, layer -> UnitMoments.zeros(maxRows, architecture.width(layer)));
    images = new ConvolutionMoments[moments.length];
    for (int layer = 1; layer <= architecture.convolutions(); layer++) {
      images[layer] = new ConvolutionMoments(architecture, layer, maxRows);
    }
    covariance = new OutputCovariance(architecture, maxRows);
    meanRow = new float[architecture.widest()];
    varianceRow = new float[architecture.widest()];
    biasRow = new float[architecture.widest()];
  }

  /** Returns where the rows to predict go: [maxRows, inputs]. */
  Matrix input() {
    return beforeDropout.input();
  }

  /** Returns the means of the logits after {@link #run}: [maxRows, outputs]. */
  Matrix outputMeans() {
    return logits().means();
  }

  /** Returns the variances of the logits after {@link #run}: [maxRows, outputs]. */
  Matrix outputVariances() {
    return logits().variances();
  }

  private UnitMoments logits() {
    return moments[moments.length - 1];
  }

  /** Sends the first {@code rows} rows through the network. */
  void run(Network network, SquaredWeights squares, int rows) {
    Architecture architecture = network.architecture();
    beforeDropout.preparePasses(network, rows);
    int site = architecture.firstDropoutSite();
    int first = site < 0 ? moments.length - 1 : site;
    moments[first].means().assignRows(beforeDropout.prepared(network), rows);
    moments[first].variances().fill(0);
    for (int layer = first; layer < moments.length; layer++) {
      if (layer > first) {
        runLayer(network, squares, layer, rows);
      }
      if (layer < architecture.layers()) {
        applyDropout(architecture.law(layer), moments[layer], rows);
      }
    }
  }

  /** Computes the covariances of the logits of all rows of the last {@link #run}. */
  void computeCovariances(Network network, int rows) {
    int layer = moments.length - 1;
    if (network.architecture().firstDropoutSite() < 0) {
      covariance.clear();
    } else {
      covariance.compute(rows, moments[layer - 1].variances(), network.weights(layer - 1));
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

  private void runLayer(Network network, SquaredWeights squares, int layer, int rows) {
    UnitMoments below = moments[layer - 1];
    UnitMoments above = moments[layer];
    Matrix squared = squares.layer(layer - 1);
    if (images[layer] != null) {
      images[layer].run(network, squared, below, rows, above);
      return;
    }
    Blas.multiply(rows, below.means(), network.weights(layer - 1), above.means());
    Blas.multiply(rows, below.variances(), squared, above.variances());
    activate(network, layer, rows);
  }

  private void activate(Network network, int layer, int rows) {
    Architecture architecture = network.architecture();
    boolean hidden = layer < architecture.layers();
    ActivationMoments activation =
        ActivationMoments.of(hidden ? architecture.activation(layer) : Activation.IDENTITY);
    int width = moments[layer].width();
    network.bias(layer - 1).read(0, biasRow, 0, width);
    for (int row = 0; row < rows; row++) {
      read(moments[layer], row);
      Kernels.addBias(meanRow, biasRow, width);
      activation.apply(meanRow, varianceRow, width);
      write(moments[layer], row);
    }
  }

  /** Var(xr) = v E r² + m² Var r for a factor r of mean 1, and the mean stays. */
  private void applyDropout(MaskLaw law, UnitMoments of, int rows) {
    float added = (float) law.factorVariance();
    for (int row = 0; added > 0 && row < rows; row++) {
      read(of, row);
      for (int i = 0; i < of.width(); i++) {
        varianceRow[i] += added * (varianceRow[i] + meanRow[i] * meanRow[i]);
      }
      write(of, row);
    }
  }

  private void read(UnitMoments of, int row) {
    of.means().read(row * of.width(), meanRow, 0, of.width());
    of.variances().read(row * of.width(), varianceRow, 0, of.width());
  }

  private void write(UnitMoments of, int row) {
    of.means().write(row * of.width(), meanRow, 0, of.width());
    of.variances().write(row * of.width(), varianceRow, 0, of.width());
  }
}
