package org.dropoutdistillery.nn;

import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.dropout.MaskAddress;
import org.dropoutdistillery.random.Stream;

/**
 * A network with convolutional layers in plain double loops over a whole batch: what the fast code
 * is compared with. Its parameters are copies that a test may change.
 */
public final class NaiveNetwork {
  private final Architecture architecture;
  private final List<double[]> parameters = new ArrayList<>();
  private final boolean normalisesByBatch;

  /**
   * @param normalisesByBatch whether statistics are those of the batch, else those remembered
   */
  public NaiveNetwork(Network network, boolean normalisesByBatch) {
    architecture = network.architecture();
    this.normalisesByBatch = normalisesByBatch;
    network.parameters().forEach(p -> parameters.add(DoubleNetwork.widened(p.toArray())));
  }

  double[] parameter(int number) {
    return parameters.get(number);
  }

  /** Returns the mean cross-entropy of rows under their masks, [rows][sites][width]. */
  double loss(double[][] rows, double[][] targets, double[][][] masks) {
    double[][] logits = logits(rows, masks);
    double sum = 0;
    for (int row = 0; row < rows.length; row++) {
      double normaliser = 0;
      for (double z : logits[row]) {
        normaliser += Math.exp(z);
      }
      for (int k = 0; k < logits[row].length; k++) {
        sum -= targets[row][k] * (logits[row][k] - Math.log(normaliser));
      }
    }
    return sum / rows.length;
  }

  /** Returns [rows][outputs]. */
  public double[][] logits(double[][] rows, double[][][] masks) {
    double[][] values = new double[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      values[row] = masked(rows[row], masks[row][0]);
    }
    for (int layer = 1; layer <= architecture.layers(); layer++) {
      values = layer(layer, values);
      for (int row = 0; row < rows.length && layer < architecture.layers(); row++) {
        values[row] = masked(values[row], masks[row][layer]);
      }
    }
    return values;
  }

  /** Returns the logits of one row. */
  public double[] logits(double[] row, double[][] masks) {
    return logits(new double[][] {row}, new double[][][] {masks})[0];
  }

  /** Returns the probabilities of one row. */
  public double[] probabilities(double[] row, double[][] masks) {
    double[] p = logits(row, masks);
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      p[k] = Math.exp(p[k]);
      sum += p[k];
    }
    for (int k = 0; k < p.length; k++) {
      p[k] /= sum;
    }
    return p;
  }

  /** Returns what a layer, from 1, makes of one row below, before the layer's masks. */
  public double[] layer(int layer, double[] row) {
    return layer(layer, new double[][] {row})[0];
  }

  private double[][] layer(int layer, double[][] below) {
    double[][] values = new double[below.length][];
    for (int row = 0; row < below.length; row++) {
      values[row] = sums(layer, below[row]);
    }
    if (architecture.isNormalised(layer)) {
      normalise(layer, values);
    }
    for (int row = 0; row < below.length; row++) {
      values[row] =
          layer == architecture.layers()
              ? withBias(layer, values[row])
              : pooled(layer, activated(layer, values[row]));
    }
    return values;
  }

  private double[] sums(int layer, double[] input) {
    double[] weights = parameters.get(2 * layer - 2);
    Convolution convolution = architecture.convolution(layer);
    int units = architecture.units(layer);
    if (convolution == null) {
      double[] sums = new double[units];
      for (int i = 0; i < input.length; i++) {
        for (int j = 0; j < units; j++) {
          sums[j] += input[i] * weights[i * units + j];
        }
      }
      return sums;
    }
    Shape below = architecture.shape(layer - 1);
    Shape shape = architecture.sums(layer);
    int kernel = convolution.kernel();
    int margin = convolution.padding() == Convolution.Padding.SAME ? kernel / 2 : 0;
    double[] sums = new double[shape.size()];
    for (int y = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        for (int ky = 0; ky < kernel; ky++) {
          for (int kx = 0; kx < kernel; kx++) {
            int fromY = y * convolution.stride() + ky - margin;
            int fromX = x * convolution.stride() + kx - margin;
            if (fromY < 0 || fromX < 0 || fromY >= below.height() || fromX >= below.width()) {
              continue;
            }
            for (int c = 0; c < below.channels(); c++) {
              double value = input[(fromY * below.width() + fromX) * below.channels() + c];
              int row = (ky * kernel + kx) * below.channels() + c;
              for (int j = 0; j < units; j++) {
                sums[(y * shape.width() + x) * units + j] += value * weights[row * units + j];
              }
            }
          }
        }
      }
    }
    return sums;
  }

  private void normalise(int layer, double[][] sums) {
    int extra = 2 * architecture.layers();
    for (int below = 1; below < layer; below++) {
      extra += architecture.isNormalised(below) ? Normalisation.PARAMETERS : 0;
    }
    int units = architecture.units(layer);
    for (int unit = 0; unit < units; unit++) {
      double mean = parameters.get(extra + 1)[unit];
      double variance = parameters.get(extra + 2)[unit];
      if (normalisesByBatch) {
        int count = 0;
        mean = 0;
        variance = 0;
        for (double[] row : sums) {
          for (int i = unit; i < row.length; i += units) {
            mean += row[i];
            count++;
          }
        }
        mean /= count;
        for (double[] row : sums) {
          for (int i = unit; i < row.length; i += units) {
            variance += (row[i] - mean) * (row[i] - mean) / count;
          }
        }
      }
      double gain = parameters.get(extra)[unit] / Math.sqrt(variance + 1e-5);
      for (double[] row : sums) {
        for (int i = unit; i < row.length; i += units) {
          row[i] = (row[i] - mean) * gain;
        }
      }
    }
  }

  private double[] withBias(int layer, double[] sums) {
    double[] bias = parameters.get(2 * layer - 1);
    double[] result = new double[sums.length];
    for (int i = 0; i < sums.length; i++) {
      result[i] = sums[i] + bias[i % bias.length];
    }
    return result;
  }

  private double[] activated(int layer, double[] sums) {
    double[] values = withBias(layer, sums);
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (architecture.activation(layer)) {
            case RELU -> Math.max(values[i], 0);
            case TANH -> Math.tanh(values[i]);
            case IDENTITY -> values[i];
          };
    }
    return values;
  }

  private double[] pooled(int layer, double[] values) {
    Convolution convolution = architecture.convolution(layer);
    if (convolution == null || convolution.pooling() == null) {
      return values;
    }
    Pooling pooling = convolution.pooling();
    Shape input = architecture.sums(layer);
    Shape output = architecture.shape(layer);
    boolean global = pooling.kind() == Pooling.Kind.GLOBAL_AVERAGE;
    int lines = global ? input.height() : pooling.size();
    int columns = global ? input.width() : pooling.size();
    int stride = global ? 1 : pooling.stride();
    double[] pooled = new double[output.size()];
    for (int i = 0; i < pooled.length; i++) {
      int channel = i % output.channels();
      int y = i / output.channels() / output.width() * stride;
      int x = i / output.channels() % output.width() * stride;
      double largest = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (int ky = 0; ky < lines; ky++) {
        for (int kx = 0; kx < columns; kx++) {
          double value = values[((y + ky) * input.width() + x + kx) * input.channels() + channel];
          largest = Math.max(largest, value);
          sum += value;
        }
      }
      pooled[i] = pooling.kind() == Pooling.Kind.MAX ? largest : sum / (lines * columns);
    }
    return pooled;
  }

  /** Returns the factors of one row in one pass, [sites][width]. */
  public double[][] masks(Stream stream, long seed, long pass, long rowId) {
    double[][] factors = new double[architecture.layers()][];
    for (int site = 0; site < factors.length; site++) {
      float[] drawn = new float[architecture.width(site)];
      MaskAddress address = new MaskAddress(stream, seed, site, pass, rowId);
      architecture.law(site).fill(address.key(), drawn, 0, drawn.length);
      factors[site] = DoubleNetwork.widened(drawn);
    }
    return factors;
  }

  /** Returns the values times their factors. */
  public static double[] masked(double[] values, double[] factors) {
    double[] product = new double[values.length];
    for (int i = 0; i < product.length; i++) {
      product[i] = values[i] * factors[i];
    }
    return product;
  }
}
