package org.dropoutdistillery.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.tensor.Matrix;

/** Normal inputs, and hard or soft targets, that depend on the data-row id alone. */
final class RandomBatches implements BatchSource {
  private final float[] inputs;
  private final float[] targets;
  private final int width;
  private final int classes;
  private int[] rowIds;

  RandomBatches(Architecture architecture, int rows, boolean soft, long key) {
    width = architecture.inputs();
    classes = architecture.outputs();
    inputs = new float[rows * width];
    targets = new float[rows * classes];
    RandomSequence random = new RandomSequence(key);
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    for (int row = 0; row < rows; row++) {
      if (soft) {
        drawSoft(row, random);
      } else {
        targets[row * classes + random.nextInt(classes)] = 1;
      }
    }
  }

  private void drawSoft(int row, RandomSequence random) {
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      targets[row * classes + k] = (float) random.nextDouble();
      sum += targets[row * classes + k];
    }
    for (int k = 0; k < classes; k++) {
      targets[row * classes + k] /= (float) sum;
    }
  }

  /** Makes the inputs of a row no numbers. */
  void spoil(int rowId) {
    Arrays.fill(inputs, rowId * width, (rowId + 1) * width, Float.NaN);
  }

  double[] input(int rowId) {
    return DoubleNetwork.widened(Arrays.copyOfRange(inputs, rowId * width, (rowId + 1) * width));
  }

  double[] target(int rowId) {
    return DoubleNetwork.widened(
        Arrays.copyOfRange(targets, rowId * classes, (rowId + 1) * classes));
  }

  @Override
  public void beginStep(long step, int[] batchIds) {
    rowIds = batchIds;
  }

  @Override
  public void fill(int first, int rows, Matrix inputRows, Matrix targetRows, int worker) {
    for (int i = 0; i < rows; i++) {
      int id = rowIds[first + i];
      inputRows.write(i * width, inputs, id * width, width);
      targetRows.write(i * classes, targets, id * classes, classes);
    }
  }

  /** Returns the architecture of widths {@code sizes}, with a drop rate for each but the last. */
  static Architecture architecture(int[] sizes, double... dropRates) {
    List<Architecture.Hidden> hidden = new ArrayList<>();
    for (int layer = 1; layer < sizes.length - 1; layer++) {
      hidden.add(new Architecture.Hidden(sizes[layer], new Bernoulli(dropRates[layer])));
    }
    return new Architecture(sizes[0], new Bernoulli(dropRates[0]), hidden, sizes[sizes.length - 1]);
  }

  /** Returns the architecture with these activations of its hidden layers, in order. */
  static Architecture activated(Architecture architecture, Activation... activations) {
    List<Architecture.Hidden> hidden = new ArrayList<>();
    for (Architecture.Hidden layer : architecture.hidden()) {
      Activation activation = activations[hidden.size()];
      hidden.add(new Architecture.Hidden(layer.units(), activation, layer.dropout()));
    }
    return new Architecture(
        architecture.inputs(), architecture.inputDropout(), hidden, architecture.outputs());
  }

  /** Returns a network with normal biases too, so that none of its parameters is special. */
  static Network network(Architecture architecture, long key) {
    Network network = Network.initialised(architecture, key);
    RandomSequence random = new RandomSequence(~key);
    for (int layer = 0; layer < architecture.layers(); layer++) {
      for (int i = 0; i < network.bias(layer).columns(); i++) {
        network.bias(layer).set(0, i, (float) (.3 * random.nextGaussian()));
      }
    }
    return network;
  }

  static int[] firstIds(int count) {
    return IntStream.range(0, count).toArray();
  }
}
