package org.dropoutdistillery.run;

import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.nn.BatchSource;
import org.dropoutdistillery.tensor.Matrix;

/** Batches of training rows with what is to be learnt of them: labels, one-hot, or responses. */
final class LabelledBatches implements BatchSource {
  private interface TargetWriter {
    void write(int rowId, Matrix targets, int row);
  }

  private final Dataset dataset;
  private final TargetWriter writer;
  private int[] rowIds;

  private LabelledBatches(Dataset dataset, TargetWriter writer) {
    this.dataset = dataset;
    this.writer = writer;
  }

  static LabelledBatches of(Dataset dataset) {
    if (dataset.isRegression()) {
      float[] responses = dataset.responses();
      return new LabelledBatches(dataset, (id, targets, row) -> targets.set(row, 0, responses[id]));
    }
    int[] labels = dataset.labels();
    return new LabelledBatches(
        dataset,
        (id, targets, row) -> {
          for (int k = 0; k < targets.columns(); k++) {
            targets.set(row, k, labels[id] == k ? 1f : 0f);
          }
        });
  }

  @Override
  public void beginStep(long step, int[] batchIds) {
    rowIds = batchIds;
  }

  @Override
  public void fill(int first, int rows, Matrix inputs, Matrix targets, int worker) {
    int width = dataset.features();
    for (int i = 0; i < rows; i++) {
      int id = rowIds[first + i];
      inputs.write(i * width, dataset.values(), id * width, width);
      writer.write(id, targets, i);
    }
  }
}
