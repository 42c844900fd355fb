package org.dropoutdistillery.bench;

import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.nn.BatchSource;
import org.dropoutdistillery.tensor.Matrix;

/** Batches of rows of a data set with their labels, one-hot. */
final class LabelledRows implements BatchSource {
  private final Dataset dataset;
  private int[] batch;

  LabelledRows(Dataset dataset) {
    this.dataset = dataset;
  }

  @Override
  public void beginStep(long step, int[] rowIds) {
    batch = rowIds;
  }

  @Override
  public void fill(int first, int rows, Matrix inputs, Matrix targets, int worker) {
    int width = dataset.features();
    for (int i = 0; i < rows; i++) {
      int id = batch[first + i];
      inputs.write(i * width, dataset.values(), id * width, width);
      for (int k = 0; k < targets.columns(); k++) {
        targets.set(i, k, dataset.labels()[id] == k ? 1f : 0f);
      }
    }
  }
}
