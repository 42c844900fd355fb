package org.dropoutdistillery.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.dropoutdistillery.nn.Architecture.Hidden;
import org.dropoutdistillery.nn.Convolution.Padding;
import org.junit.jupiter.api.Test;

/** Convolution and pooling of images so small that they were worked out on paper. */
class ImagesByHandTest {
  private static final float[] NO_BIAS = {0};

  // 1 2 3
  // 4 5 6
  // 7 8 9
  private static final Shape GREY = new Shape(1, 3, 3);
  private static final float[] ONE_TO_NINE = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  private static Hidden plain(int maps, int kernel, int stride, Padding padding) {
    return LoneLayer.of(
        maps, Activation.IDENTITY, new Convolution(kernel, stride, padding, false, null));
  }

  /** The first weight meets the upper left value: a kernel is not turned round. */
  @Test
  void aWindowIsMultipliedPositionByPosition() {
    float[] sums =
        LoneLayer.outputs(
            GREY, plain(1, 2, 1, Padding.VALID), new float[] {1, 2, 3, 4}, NO_BIAS, ONE_TO_NINE);

    // 1·1 + 2·2 + 4·3 + 5·4 = 37, and so on.
    assertThat(sums).containsExactly(37, 47, 67, 77);
  }

  @Test
  void sameHasZerosAroundTheImage() {
    float[] kernel = {0, 1, 0, 2, 3, 4, 0, 5, 0};

    // At the upper left: 3·1 + 4·2 + 5·4 = 31; in the middle: 1·2 + 2·4 + 3·5 + 4·6 + 5·8 = 89.
    assertThat(LoneLayer.outputs(GREY, plain(1, 3, 1, Padding.SAME), kernel, NO_BIAS, ONE_TO_NINE))
        .containsExactly(31, 45, 43, 68, 89, 76, 57, 79, 49);
    assertThat(LoneLayer.outputs(GREY, plain(1, 3, 2, Padding.SAME), kernel, NO_BIAS, ONE_TO_NINE))
        .containsExactly(31, 43, 57, 49);
  }

  /** Values lie position by position, channel by channel. */
  @Test
  void eachMapSumsOverAllChannels() {
    Shape twoChannels = new Shape(2, 1, 2);
    // [channel][map]
    float[] kernel = {1, 10, 2, 20};

    float[] sums =
        LoneLayer.outputs(
            twoChannels, plain(2, 1, 1, Padding.VALID), kernel, new float[] {.5f, -1}, 3, 4, 5, 6);

    // At the left 3·1 + 4·2 + .5 and 3·10 + 4·20 − 1.
    assertThat(sums).containsExactly(11.5f, 109, 17.5f, 169);
  }

  private static float[] pooled(Activation activation, float bias, Pooling pooling, float... row) {
    Convolution itself = new Convolution(1, 1, Padding.VALID, false, pooling);
    return LoneLayer.outputs(
        GREY, LoneLayer.of(1, activation, itself), new float[] {1}, new float[] {bias}, row);
  }

  @Test
  void aPoolMovesByItsStride() {
    Pooling largest = new Pooling(Pooling.Kind.MAX, 2, 1);
    Pooling average = new Pooling(Pooling.Kind.AVERAGE, 2, 1);

    assertThat(pooled(Activation.IDENTITY, 0, largest, ONE_TO_NINE)).containsExactly(5, 6, 8, 9);
    assertThat(pooled(Activation.IDENTITY, 0, average, ONE_TO_NINE)).containsExactly(3, 4, 6, 7);
    // What is left over at the edge belongs to no window.
    assertThat(pooled(Activation.IDENTITY, 0, Pooling.max(2), ONE_TO_NINE)).containsExactly(5);
    assertThat(pooled(Activation.IDENTITY, 0, Pooling.globalAverage(), ONE_TO_NINE))
        .containsExactly(5);
  }

  /** Bias and activation come before the pool: the average of what ReLU leaves. */
  @Test
  void averagesAreThoseOfActivatedValues() {
    // With the bias 2 1 0, -1 4 3, -6 -6 -6, of which ReLU leaves 2 1 0, 0 4 3, 0 0 0.
    float[] row = {-1, -2, -3, -4, 1, 0, -9, -9, -9};

    assertThat(pooled(Activation.RELU, 3, new Pooling(Pooling.Kind.AVERAGE, 2, 1), row))
        .containsExactly(1.75f, 2, 1, 1.75f);
    assertThat(pooled(Activation.RELU, 3, new Pooling(Pooling.Kind.MAX, 2, 1), row))
        .containsExactly(4, 4, 4, 4);
  }

  /** Of equal values the first one of a window gets what comes back, and no other. */
  @Test
  void theLargestValueGetsWhatComesBack() {
    Pool pool = new Pool(new Pooling(Pooling.Kind.MAX, 2, 1), GREY, false);
    float[] winners = new float[4];
    float[] gradient = new float[9];
    pool.forward(new float[] {1, 7, 7, 4, 5, 6, 8, 2, 3}, 0, new float[4], 0, winners, 0);
    pool.backward(new float[] {1, 2, 3, 4}, 0, winners, 0, gradient, 0);

    assertThat(gradient).containsExactly(0, 3, 0, 0, 0, 4, 3, 0, 0);
  }
}
