package org.dropoutdistillery.nn;

import java.util.List;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.BlockMasks;
import org.dropoutdistillery.dropout.ChannelMasks;
import org.dropoutdistillery.dropout.CheckerboardMasks;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.nn.Architecture.Hidden;
import org.dropoutdistillery.nn.Convolution.Padding;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.tensor.Matrix;

/**
 * Small networks with convolutional layers, with every option and every law of masks between them.
 */
public final class ImageNets {
  private ImageNets() {}

  /** Two layers of 3 × 3 with the largest of 2 × 2, and a dense one; all masked. */
  public static Architecture largest() {
    return of(
        new Shape(1, 8, 8),
        conv(4, 3, 1, Padding.SAME, false, Activation.RELU, Pooling.max(2), .25),
        conv(5, 3, 1, Padding.SAME, false, Activation.RELU, Pooling.max(2), .25),
        dense(7, .5));
  }

  public static List<Architecture> all() {
    return List.of(
        of(new Shape(1, 5, 6), conv(3, 3, 1, Padding.SAME, false, Activation.RELU, null, 0)),
        of(
            new Shape(2, 6, 5),
            conv(3, 3, 2, Padding.VALID, false, Activation.TANH, null, .3),
            conv(4, 1, 1, Padding.VALID, false, Activation.RELU, null, 0)),
        largest(),
        of(
            new Shape(1, 9, 9),
            conv(3, 5, 1, Padding.SAME, false, Activation.TANH, Pooling.average(2), .2),
            conv(4, 3, 2, Padding.SAME, false, Activation.RELU, Pooling.globalAverage(), .4)),
        of(
            new Shape(1, 10, 9),
            conv(
                3,
                3,
                1,
                Padding.VALID,
                false,
                Activation.RELU,
                new Pooling(Pooling.Kind.MAX, 3, 2),
                .2),
            conv(
                4,
                2,
                1,
                Padding.VALID,
                false,
                Activation.RELU,
                new Pooling(Pooling.Kind.AVERAGE, 2, 1),
                0),
            dense(6, .5),
            dense(5, 0)),
        of(
            new Shape(1, 8, 8),
            conv(3, 3, 1, Padding.SAME, true, Activation.RELU, Pooling.max(2), .25),
            conv(
                4,
                3,
                1,
                Padding.SAME,
                true,
                Activation.TANH,
                new Pooling(Pooling.Kind.AVERAGE, 2, 1),
                .25),
            conv(4, 3, 1, Padding.SAME, false, Activation.RELU, null, 0),
            conv(3, 1, 1, Padding.SAME, true, Activation.RELU, null, .1),
            dense(6, .5)),
        ofMaps(),
        ofSquares());
  }

  /** Whole maps are dropped. */
  private static Architecture ofMaps() {
    return of(
        new Shape(1, 9, 8),
        conv(
            4,
            5,
            1,
            Padding.VALID,
            true,
            Activation.IDENTITY,
            null,
            new ChannelMasks(new Bernoulli(.5), 4, 5, 4)),
        conv(
            3,
            3,
            2,
            Padding.VALID,
            true,
            Activation.RELU,
            Pooling.globalAverage(),
            new ChannelMasks(new Bernoulli(.25), 3, 1, 1)));
  }

  /** Squares are dropped, then those of a board. */
  private static Architecture ofSquares() {
    return of(
        new Shape(2, 9, 9),
        conv(
            3,
            3,
            1,
            Padding.SAME,
            true,
            Activation.RELU,
            new Pooling(Pooling.Kind.MAX, 3, 2),
            new BlockMasks(.3, 2, 3, 4, 4)),
        conv(
            4,
            3,
            1,
            Padding.SAME,
            false,
            Activation.TANH,
            null,
            new CheckerboardMasks(.4, 1, 4, 4, 4)),
        dense(5, .5));
  }

  public static Architecture of(Shape input, Hidden... hidden) {
    return new Architecture(input, new Bernoulli(.1), List.of(hidden), 3);
  }

  public static Hidden conv(
      int maps,
      int kernel,
      int stride,
      Padding padding,
      boolean normalised,
      Activation activation,
      Pooling pooling,
      double dropRate) {
    MaskLaw law = new Bernoulli(dropRate);
    return conv(maps, kernel, stride, padding, normalised, activation, pooling, law);
  }

  private static Hidden conv(
      int maps,
      int kernel,
      int stride,
      Padding padding,
      boolean normalised,
      Activation activation,
      Pooling pooling,
      MaskLaw law) {
    return new Hidden(
        maps, activation, law, new Convolution(kernel, stride, padding, normalised, pooling));
  }

  public static Hidden dense(int units, double dropRate) {
    MaskLaw law = new Bernoulli(dropRate);
    return new Hidden(units, law);
  }

  /** Returns a network none of whose parameters is special. */
  public static Network network(Architecture architecture, long key) {
    Network network = RandomBatches.network(architecture, key);
    RandomSequence random = new RandomSequence(key + 1);
    for (int layer = 0; layer < architecture.layers(); layer++) {
      Normalisation normalisation = network.normalisation(layer);
      if (normalisation != null) {
        for (int unit = 0; unit < normalisation.scale().columns(); unit++) {
          // Some are negative: what is largest before is then smallest behind.
          normalisation.scale().set(0, unit, (float) random.nextGaussian());
          normalisation.mean().set(0, unit, (float) (.3 * random.nextGaussian()));
          normalisation.variance().set(0, unit, (float) (.5 + random.nextDouble()));
        }
      }
    }
    return network;
  }

  /** Returns rows of normal numbers, [rows, inputs]. */
  public static Matrix rows(Architecture architecture, int rows, long key) {
    RandomSequence random = new RandomSequence(key);
    float[] values = new float[rows * architecture.inputs()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Matrix.of(rows, architecture.inputs(), values);
  }
}
