package org.dropoutdistillery.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dropoutdistillery.nn.Architecture.Hidden;
import org.dropoutdistillery.nn.Convolution.Padding;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.tensor.Matrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Convolution and pooling against ND4J's own operations, on images of random shape.
 *
 * <p>A sum of n products in float32 is off by at most n·u·Σ|a||b| (to first order, in whatever
 * order it is added up; Higham, Accuracy and Stability of Numerical Algorithms, section 3.1), u =
 * 2^−24. Two such sums differ by at most twice that. Σ|a||b| is the same operation on absolute
 * values.
 */
class ImagesByNd4jTest {
  private static final double UNIT_ROUNDOFF = 0x1p-24;
  private static final int LARGEST_SIDE = 14;

  /** A convolution over images whose sizes were drawn. */
  record Drawn(Convolution convolution, Shape input, int maps, int rows, long key) {
    Shape sums() {
      return convolution.sums(input, maps);
    }

    int window() {
      return convolution.kernel() * convolution.kernel() * input.channels();
    }
  }

  static Stream<Drawn> convolutions() {
    RandomSequence random = new RandomSequence(61);
    List<Drawn> all = new ArrayList<>();
    for (int kernel = 1; kernel <= 5; kernel++) {
      for (int stride = 1; stride <= 3; stride++) {
        for (Padding padding : Padding.values()) {
          if (padding == Padding.VALID || kernel % 2 == 1) {
            Convolution convolution = new Convolution(kernel, stride, padding, false, null);
            // Windows of a single channel are gathered in another way.
            all.add(drawn(convolution, 1, random));
            all.add(drawn(convolution, 2 + random.nextInt(4), random));
          }
        }
      }
    }
    return all.stream();
  }

  private static Drawn drawn(Convolution convolution, int channels, RandomSequence random) {
    Shape input = shape(channels, convolution.kernel(), random);
    return new Drawn(
        convolution, input, 1 + random.nextInt(6), 1 + random.nextInt(20), random.nextLong());
  }

  private static Shape shape(int channels, int least, RandomSequence random) {
    return new Shape(
        channels, random.nextInt(least, LARGEST_SIDE + 1), random.nextInt(least, LARGEST_SIDE + 1));
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void sumsAreNd4js(Drawn drawn) {
    RandomSequence random = new RandomSequence(drawn.key());
    float[] rows = normal(drawn.rows() * drawn.input().size(), random);
    float[] kernels = normal(drawn.window() * drawn.maps(), random);
    Hidden layer = LoneLayer.of(drawn.maps(), Activation.IDENTITY, drawn.convolution());

    float[] sums = LoneLayer.outputs(drawn.input(), layer, kernels, new float[drawn.maps()], rows);

    assertSums(
        sums,
        Nd4jImages.sums(drawn.convolution(), drawn.input(), drawn.maps(), rows, kernels),
        drawn.window(),
        Nd4jImages.sums(
            drawn.convolution(), drawn.input(), drawn.maps(), absolute(rows), absolute(kernels)));
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void gradientsAreNd4js(Drawn drawn) {
    RandomSequence random = new RandomSequence(drawn.key());
    float[] rows = normal(drawn.rows() * drawn.input().size(), random);
    float[] kernels = normal(drawn.window() * drawn.maps(), random);
    float[] deltas = normal(drawn.rows() * drawn.sums().size(), random);
    Nd4jImages.Gradients expected = gradients(drawn, rows, kernels, deltas);
    Nd4jImages.Gradients sizes =
        gradients(drawn, absolute(rows), absolute(kernels), absolute(deltas));

    int products = drawn.rows() * drawn.sums().positions();
    assertSums(
        gradientByKernels(drawn, rows, deltas), expected.kernels(), products, sizes.kernels());
    int taps = drawn.window() / drawn.input().channels();
    assertSums(
        gradientByRows(drawn, kernels, deltas), expected.rows(), taps * drawn.maps(), sizes.rows());
  }

  private static Nd4jImages.Gradients gradients(
      Drawn drawn, float[] rows, float[] kernels, float[] deltas) {
    return Nd4jImages.gradients(
        drawn.convolution(), drawn.input(), drawn.maps(), rows, kernels, deltas);
  }

  private static Architecture architecture(Drawn drawn) {
    return LoneLayer.architecture(
        drawn.input(), LoneLayer.of(drawn.maps(), Activation.IDENTITY, drawn.convolution()));
  }

  private static float[] gradientByKernels(Drawn drawn, float[] rows, float[] deltas) {
    ImageLayer layer = new ImageLayer(architecture(drawn), 1, drawn.rows());
    Matrix inputs = Matrix.of(drawn.rows(), drawn.input().size(), rows);
    Matrix gradient = Matrix.zeros(drawn.window(), drawn.maps());
    for (int row = 0; row < drawn.rows(); row += layer.blockImages()) {
      int images = Math.min(layer.blockImages(), drawn.rows() - row);
      layer.readWindows(inputs, row, images);
      layer.sums().write(0, deltas, row * layer.sumSize(), images * layer.sumSize());
      layer.addGradient(images, gradient);
    }
    return gradient.toArray();
  }

  private static float[] gradientByRows(Drawn drawn, float[] kernels, float[] deltas) {
    Architecture architecture = architecture(drawn);
    Network network = Network.initialised(architecture, 1);
    network.weights(0).write(0, kernels, 0, kernels.length);
    ImageReturn back = new ImageReturn(architecture, 1, drawn.rows());
    Matrix gradient = Matrix.zeros(drawn.rows(), drawn.input().size());
    back.begin(network);
    back.run(deltas, drawn.rows(), gradient, 0);
    return gradient.toArray();
  }

  /** Pools side by side, overlapping, and with gaps between them. */
  static Stream<Pooling> pools() {
    List<Pooling> all = new ArrayList<>();
    for (Pooling.Kind kind : List.of(Pooling.Kind.MAX, Pooling.Kind.AVERAGE)) {
      for (int size = 1; size <= 4; size++) {
        for (int stride = 1; stride <= 5; stride++) {
          all.add(new Pooling(kind, size, stride));
        }
      }
    }
    all.add(Pooling.globalAverage());
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("pools")
  void pooledValuesAreNd4js(Pooling pooling) {
    RandomSequence random = new RandomSequence(10L * pooling.size() + pooling.stride());
    for (int draw = 0; draw < 4; draw++) {
      Shape input = shape(1 + random.nextInt(5), Math.max(1, pooling.size()), random);
      float[] rows = normal(7 * input.size(), random);
      // Each map takes its own channel as it is.
      Convolution nothing = new Convolution(1, 1, Padding.VALID, false, pooling);
      Hidden layer = LoneLayer.of(input.channels(), Activation.IDENTITY, nothing);
      float[] kernels = new float[input.channels() * input.channels()];
      for (int i = 0; i < input.channels(); i++) {
        kernels[i * input.channels() + i] = 1;
      }

      assertSums(
          LoneLayer.outputs(input, layer, kernels, new float[input.channels()], rows),
          Nd4jImages.pooled(pooling, input, rows),
          roundings(pooling, input),
          Nd4jImages.pooled(pooling, input, absolute(rows)));
    }
  }

  @ParameterizedTest
  @MethodSource("pools")
  void gradientsThroughPoolsAreNd4js(Pooling pooling) {
    RandomSequence random = new RandomSequence(100 + 10L * pooling.size() + pooling.stride());
    for (int draw = 0; draw < 4; draw++) {
      Shape input = shape(1 + random.nextInt(5), Math.max(1, pooling.size()), random);
      float[] image = normal(input.size(), random);
      float[] deltas = normal(pooling.output(input).size(), random);

      for (boolean mayReorder : new boolean[] {false, true}) {
        assertSums(
            unpooled(pooling, input, mayReorder, image, deltas),
            Nd4jImages.unpooled(pooling, input, image, deltas),
            roundingsBack(pooling),
            Nd4jImages.unpooled(pooling, input, image, absolute(deltas)));
      }
    }
  }

  private static float[] unpooled(
      Pooling pooling, Shape input, boolean mayReorder, float[] image, float[] deltas) {
    Pool pool = new Pool(pooling, input, mayReorder);
    int[] order =
        pool.order() == null ? IntStream.range(0, input.positions()).toArray() : pool.order();
    int channels = input.channels();
    float[] ordered = new float[image.length];
    for (int i = 0; i < order.length; i++) {
      System.arraycopy(image, order[i] * channels, ordered, i * channels, channels);
    }
    float[] winners = new float[deltas.length];
    pool.forward(ordered, 0, new float[deltas.length], 0, winners, 0);
    pool.backward(deltas, 0, winners, 0, ordered, 0);
    float[] gradient = new float[image.length];
    for (int i = 0; i < order.length; i++) {
      System.arraycopy(ordered, i * channels, gradient, order[i] * channels, channels);
    }
    return gradient;
  }

  /** The largest of some values is one of them; an average is a sum, times a rounded number. */
  private static int roundings(Pooling pooling, Shape input) {
    return switch (pooling.kind()) {
      case MAX -> 0;
      case AVERAGE -> pooling.size() * pooling.size() + 1;
      case GLOBAL_AVERAGE -> input.positions() + 1;
    };
  }

  /** A position has its part in some windows, and of an average a rounded share of each. */
  private static int roundingsBack(Pooling pooling) {
    boolean global = pooling.kind() == Pooling.Kind.GLOBAL_AVERAGE;
    int along = global ? 1 : (pooling.size() + pooling.stride() - 1) / pooling.stride();
    return along * along - 1 + (pooling.kind() == Pooling.Kind.MAX ? 0 : 2);
  }

  /**
   * @param terms how many roundings each value has behind it at most
   * @param sizes sums of the absolute values of what was added up
   */
  private static void assertSums(float[] got, float[] expected, int terms, float[] sizes) {
    assertThat(got).hasSameSizeAs(expected);
    for (int i = 0; i < got.length; i++) {
      double bound = 2 * terms * UNIT_ROUNDOFF * sizes[i];
      if (!(Math.abs((double) got[i] - expected[i]) <= bound)) {
        throw new AssertionError(
            "value %d: %s, ND4J has %s, expected at most %s between them"
                .formatted(i, got[i], expected[i], bound));
      }
    }
  }

  private static float[] normal(int count, RandomSequence random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] absolute(float[] values) {
    float[] absolute = values.clone();
    for (int i = 0; i < absolute.length; i++) {
      absolute[i] = Math.abs(absolute[i]);
    }
    return absolute;
  }
}
