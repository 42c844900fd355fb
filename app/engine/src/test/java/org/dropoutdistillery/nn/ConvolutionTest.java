package org.dropoutdistillery.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.nn.Convolution.Padding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConvolutionTest {
  /** Zeros around an image do not make it larger. */
  @ParameterizedTest
  @CsvSource({"SAME, 4, 9", "SAME, 9, 4", "SAME, 2, 2", "VALID, 4, 9", "VALID, 9, 4"})
  void aKernelLargerThanTheImageIsRefusedWithLayerAndShapes(
      Padding padding, int height, int width) {
    Convolution convolution = new Convolution(5, 1, padding, false, null);
    Architecture.Hidden first =
        LoneLayer.of(3, Activation.RELU, new Convolution(1, 1, Padding.VALID, false, null));

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Architecture(
                    new Shape(2, height, width),
                    MaskLaw.none(),
                    List.of(first, LoneLayer.of(4, Activation.RELU, convolution)),
                    10))
        .withMessage(
            "hidden layer 2: kernel of 5 × 5 is larger than the image of 3 × %d × %d"
                    .formatted(height, width)
                + " (channels × height × width)");
  }

  @ParameterizedTest
  @EnumSource
  void aKernelAsLargeAsTheImageIsNot(Padding padding) {
    Shape sums = new Convolution(5, 1, padding, false, null).sums(new Shape(2, 5, 6), 4);

    assertThat(sums).isEqualTo(padding == Padding.SAME ? new Shape(4, 5, 6) : new Shape(4, 1, 2));
  }
}
