package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.BlasLibrary;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's own operations on images. Its order NHWC, with weights [lines, columns, channels, maps],
 * is the one in which our values lie.
 */
final class Nd4jImages {
  private Nd4jImages() {}

  /** Returns the sums of a convolution, [rows, size of the sums]. */
  static float[] sums(
      Convolution convolution, Shape input, int maps, float[] rows, float[] kernels) {
    return values(
        run(
            "conv2d",
            window(convolution),
            images(input, rows),
            weights(convolution, input, maps, kernels))[0]);
  }

  /**
   * Gradients of a convolution.
   *
   * @param rows by the images
   * @param kernels by the weights
   */
  record Gradients(float[] rows, float[] kernels) {}

  /** Returns the gradients of a convolution, given those by its sums. */
  static Gradients gradients(
      Convolution convolution,
      Shape input,
      int maps,
      float[] rows,
      float[] kernels,
      float[] deltas) {
    INDArray[] gradients =
        run(
            "conv2d_bp",
            window(convolution),
            images(input, rows),
            weights(convolution, input, maps, kernels),
            images(convolution.sums(input, maps), deltas));
    return new Gradients(values(gradients[0]), values(gradients[1]));
  }

  /** Returns pooled images. */
  static float[] pooled(Pooling pooling, Shape input, float[] rows) {
    return values(run(name(pooling), window(pooling, input), images(input, rows))[0]);
  }

  /** Returns the gradients by images, given those by what they were pooled to. */
  static float[] unpooled(Pooling pooling, Shape input, float[] rows, float[] deltas) {
    return values(
        run(
            name(pooling) + "_bp",
            window(pooling, input),
            images(input, rows),
            images(pooling.output(input), deltas))[0]);
  }

  private static String name(Pooling pooling) {
    return pooling.kind() == Pooling.Kind.MAX ? "maxpool2d" : "avgpool2d";
  }

  /**
   * Lines, columns, strides, margins, dilations, no margin of ND4J's choice (its "same" is another
   * one where the stride is above 1), channels last.
   */
  private static int[] window(Convolution convolution) {
    int kernel = convolution.kernel();
    int stride = convolution.stride();
    int margin = convolution.margin();
    return new int[] {kernel, kernel, stride, stride, margin, margin, 1, 1, 0, 1};
  }

  /** As of a convolution, with one number more before the last, about margins. */
  private static int[] window(Pooling pooling, Shape input) {
    return pooling.kind() == Pooling.Kind.GLOBAL_AVERAGE
        ? new int[] {input.height(), input.width(), 1, 1, 0, 0, 1, 1, 0, 0, 1}
        : new int[] {
          pooling.size(), pooling.size(), pooling.stride(), pooling.stride(), 0, 0, 1, 1, 0, 0, 1
        };
  }

  private static INDArray images(Shape shape, float[] rows) {
    return array(rows, rows.length / shape.size(), shape.height(), shape.width(), shape.channels());
  }

  private static INDArray weights(Convolution convolution, Shape input, int maps, float[] kernels) {
    return array(kernels, convolution.kernel(), convolution.kernel(), input.channels(), maps);
  }

  private static INDArray array(float[] values, long... shape) {
    BlasLibrary.start();
    return Nd4j.create(values, shape, 'c');
  }

  private static INDArray[] run(String operation, int[] arguments, INDArray... inputs) {
    return Nd4j.exec(
        DynamicCustomOp.builder(operation)
            .addInputs(inputs)
            .addIntegerArguments(arguments)
            .build());
  }

  private static float[] values(INDArray array) {
    return array.dup('c').data().asFloat();
  }
}
