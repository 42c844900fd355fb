package org.dropoutdistillery.predict;

import static org.dropoutdistillery.nn.Convolution.Padding.SAME;
import static org.dropoutdistillery.nn.Convolution.Padding.VALID;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.BlockMasks;
import org.dropoutdistillery.dropout.ChannelMasks;
import org.dropoutdistillery.dropout.CheckerboardMasks;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Convolution;
import org.dropoutdistillery.nn.Pooling;
import org.dropoutdistillery.nn.Shape;
import org.junit.jupiter.params.provider.Arguments;

/** Convolutional networks, so small that all their masks can be gone through. */
final class ConvNets {
  static final Convolution SAME_3 = new Convolution(3, 1, SAME, false, null);
  static final Convolution SAME_1 = new Convolution(1, 1, SAME, false, null);
  static final Convolution SAME_3_MAX_2 = new Convolution(3, 1, SAME, false, Pooling.max(2));

  private static final Convolution NORMALISED_VALID = new Convolution(3, 1, VALID, true, null);

  private ConvNets() {}

  /**
   * A layer that is still to be given the shape of its output.
   *
   * @param convolution null for a dense one
   */
  record Layer(
      int units, Activation activation, Convolution convolution, Function<Shape, MaskLaw> law) {
    static Layer relu(int maps, Convolution convolution, Function<Shape, MaskLaw> law) {
      return new Layer(maps, Activation.RELU, convolution, law);
    }

    static Layer dense(int units, double dropRate) {
      return new Layer(units, Activation.RELU, null, elements(dropRate));
    }
  }

  static Function<Shape, MaskLaw> elements(double dropRate) {
    return shape -> new Bernoulli(dropRate);
  }

  static Function<Shape, MaskLaw> maps(double dropRate) {
    return shape ->
        new ChannelMasks(new Bernoulli(dropRate), shape.channels(), shape.height(), shape.width());
  }

  static Function<Shape, MaskLaw> board(double dropRate, int cell) {
    return shape ->
        new CheckerboardMasks(dropRate, cell, shape.channels(), shape.height(), shape.width());
  }

  static Function<Shape, MaskLaw> blocks(double dropRate, int side) {
    return shape -> new BlockMasks(dropRate, side, shape.channels(), shape.height(), shape.width());
  }

  static Architecture of(
      Shape input, Function<Shape, MaskLaw> inputLaw, int outputs, Layer... layers) {
    List<Architecture.Hidden> hidden = new ArrayList<>();
    Shape below = input;
    for (Layer layer : layers) {
      Convolution convolution = layer.convolution();
      below =
          convolution == null
              ? Shape.flat(layer.units())
              : convolution.output(below, layer.units());
      hidden.add(
          new Architecture.Hidden(
              layer.units(), layer.activation(), layer.law().apply(below), convolution));
    }
    return new Architecture(input, inputLaw.apply(input), hidden, outputs);
  }

  /** Each option and each law at least once. */
  static Stream<Arguments> all() {
    Shape grey = new Shape(1, 4, 4);
    Convolution strided = new Convolution(3, 2, SAME, true, null);
    Convolution pairs = new Convolution(2, 1, VALID, true, Pooling.max(2));
    Convolution wide = new Convolution(5, 2, SAME, false, null);
    return Stream.of(
        net(
            "units behind a largest value",
            of(grey, elements(0), 3, Layer.relu(2, SAME_3_MAX_2, elements(.3)))),
        net(
            "units before a convolution of even size",
            of(new Shape(1, 3, 3), elements(.2), 3, Layer.relu(3, pairs, elements(0)))),
        net(
            "5×5 on an image of that size, tanh",
            of(
                new Shape(2, 5, 5),
                maps(.25),
                2,
                new Layer(1, Activation.TANH, wide, elements(.4)))),
        net(
            "three sites: two convolutions, then a dense layer",
            of(
                new Shape(2, 4, 4),
                elements(0),
                3,
                Layer.relu(1, normalised(new Pooling(Pooling.Kind.MAX, 2, 1)), elements(.25)),
                Layer.relu(3, normalised(Pooling.average(2)), elements(.5)),
                Layer.dense(4, .5))),
        net(
            "pools that overlap",
            of(
                new Shape(1, 5, 5),
                elements(0),
                2,
                Layer.relu(2, normalised(new Pooling(Pooling.Kind.MAX, 3, 2)), elements(.25)),
                Layer.relu(
                    3,
                    new Convolution(1, 1, VALID, false, new Pooling(Pooling.Kind.AVERAGE, 1, 1)),
                    maps(.5)))),
        net(
            "a mean of whole maps, before any dropout of units",
            of(
                new Shape(1, 5, 3),
                elements(0),
                3,
                new Layer(5, Activation.TANH, normalised(Pooling.globalAverage()), elements(.5)))),
        net(
            "maps",
            of(
                new Shape(1, 6, 6),
                elements(0),
                3,
                new Layer(4, Activation.TANH, NORMALISED_VALID, maps(.5)),
                Layer.relu(3, strided, maps(.25)),
                Layer.dense(3, .5))),
        net(
            "maps of the input, and of a layer that is pooled by means that overlap",
            of(
                new Shape(3, 4, 5),
                maps(.2),
                2,
                Layer.relu(4, normalised(new Pooling(Pooling.Kind.AVERAGE, 2, 1)), maps(.6)))),
        net("a board", of(grey, elements(0), 3, Layer.relu(2, SAME_3, board(.3, 1)))),
        net(
            "boards of all sorts",
            of(
                new Shape(2, 6, 5),
                board(.5, 2),
                3,
                Layer.relu(3, SAME_3, board(.1, 1)),
                new Layer(2, Activation.TANH, strided, board(.5, 1)),
                Layer.dense(4, 0))),
        net(
            "a board, maps and units",
            of(
                new Shape(1, 6, 6),
                board(.2, 1),
                3,
                Layer.relu(3, SAME_3_MAX_2, maps(.5)),
                Layer.relu(2, SAME_3, elements(0)),
                Layer.dense(5, .5))),
        net(
            "dropout in dense layers only",
            of(
                grey,
                elements(0),
                3,
                Layer.relu(2, SAME_3_MAX_2, elements(0)),
                Layer.dense(6, .5),
                Layer.dense(4, .3))));
  }

  /** Masks of blocks are too many to go through; passes draw them like any other. */
  static Stream<Arguments> withBlocks() {
    return Stream.concat(
        all(),
        Stream.of(
            net(
                "blocks of the input and of a layer that is pooled, then maps",
                of(
                    new Shape(1, 8, 7),
                    blocks(.2, 3),
                    3,
                    Layer.relu(3, normalised(Pooling.max(2)), blocks(.4, 2)),
                    Layer.relu(4, SAME_3, maps(.25)),
                    Layer.dense(5, .5)))));
  }

  private static Convolution normalised(Pooling pooling) {
    return new Convolution(3, 1, SAME, true, pooling);
  }

  private static Arguments net(String name, Architecture architecture) {
    return Arguments.of(name, architecture);
  }
}
