package org.dropoutdistillery.nn;

import java.util.List;

/** What the chunks of a batch found out about the sums of a normalised layer. */
final class LayerMoments {
  private final BatchMoments[] chunks;
  private List<ChunkGradients> gradients = List.of();
  private final BatchMoments batch;
  private final double[] variance;

  LayerMoments(int chunks, int units) {
    batch = new BatchMoments(units);
    variance = new double[units];
    this.chunks = new BatchMoments[chunks];
    java.util.Arrays.setAll(this.chunks, chunk -> new BatchMoments(units));
  }

  /** Tells the gradients of all chunks, in their order. */
  void setGradients(List<ChunkGradients> ofChunks) {
    gradients = List.copyOf(ofChunks);
  }

  void begin(int chunk) {
    chunks[chunk].clear();
  }

  BatchMoments ofChunk(int chunk) {
    return chunks[chunk];
  }

  /** Writes the moments of the whole batch. */
  void readAll(BatchMoments target) {
    target.clear();
    for (BatchMoments chunk : chunks) {
      target.add(chunk);
    }
  }

  /** Writes the batch's sums of gradients by what normalisation gave, and times its values. */
  void readGradients(double[] bias, double[] scale) {
    java.util.Arrays.fill(bias, 0);
    java.util.Arrays.fill(scale, 0);
    for (int i = 0; i < gradients.size(); i++) {
      for (int unit = 0; unit < bias.length; unit++) {
        bias[unit] += gradients.get(i).bias()[unit];
        scale[unit] += gradients.get(i).scale()[unit];
      }
    }
  }

  /** Writes the gradients by the layer's scales. */
  void readScaleGradient(float[] target) {
    for (int unit = 0; unit < variance.length; unit++) {
      double sum = 0;
      for (int i = 0; i < gradients.size(); i++) {
        sum += gradients.get(i).scale()[unit];
      }
      target[unit] = (float) sum;
    }
  }

  /** Lets the layer remember the batch. */
  void remember(Normalisation normalisation) {
    readAll(batch);
    batch.readUnbiasedVariances(variance);
    normalisation.remember(batch.mean(), variance);
  }
}
