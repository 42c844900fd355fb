package org.dropoutdistillery.nn;

import java.util.List;
import org.dropoutdistillery.tensor.Kernels;
import org.dropoutdistillery.tensor.Matrix;

/** That of a convolutional layer: the sum over its chunks, in their order. */
final class ImageGradient implements LayerGradient {
  private final List<ChunkGradients> chunks;
  private final int firstRow;
  private final float[] sum;
  private final float[] part;
  private final float[] bias;

  ImageGradient(List<ChunkGradients> chunks, int firstRow, int rows) {
    this.chunks = List.copyOf(chunks);
    this.firstRow = firstRow;
    int columns = chunks.get(0).weights().columns();
    sum = new float[rows * columns];
    part = new float[rows * columns];
    bias = new float[columns];
  }

  @Override
  public void readWeights(int rows, Matrix target) {
    int first = firstRow * bias.length;
    chunks.get(0).weights().read(first, sum, 0, sum.length);
    for (int i = 1; i < chunks.size(); i++) {
      chunks.get(i).weights().read(first, part, 0, part.length);
      Kernels.addScaled(sum, part, 1, sum.length);
    }
    target.write(0, sum, 0, sum.length);
  }

  @Override
  public void readBias(int rows, Matrix ones, Matrix target) {
    for (int unit = 0; unit < bias.length; unit++) {
      double total = 0;
      for (int i = 0; i < chunks.size(); i++) {
        total += chunks.get(i).bias()[unit];
      }
      bias[unit] = (float) total;
    }
    target.write(0, bias, 0, bias.length);
  }
}
