package org.dropoutdistillery.distil;

import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.ImageShape;
import org.dropoutdistillery.random.Keys;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.tensor.Matrix;

/**
 * Makes transfer inputs out of the training rows. Each is a pure function of key, step and data
 * row. One instance serves one thread.
 */
final class TransferRows {
  private final TransferInputs kinds;
  private final Dataset dataset;
  private final int[] trainingIds;
  private final long key;
  private final RandomSequence random = new RandomSequence(0);
  private final float[] row;
  private final float[] other;

  /**
   * @param trainingIds rows that a row may be paired with
   */
  TransferRows(TransferInputs kinds, Dataset dataset, int[] trainingIds, long key) {
    this.kinds = kinds;
    this.dataset = dataset;
    this.trainingIds = trainingIds;
    this.key = key;
    row = new float[dataset.features()];
    other = new float[dataset.features()];
  }

  /** Writes the transfer input of one data row at one step into row {@code target} of a matrix. */
  void write(long step, int rowId, Matrix inputs, int target) {
    random.restart(Keys.child(Keys.child(key, step), rowId));
    readShifted(rowId, row);
    if (kinds.pairWeight() > 0) {
      mix();
    }
    if (kinds.noise() > 0) {
      for (int i = 0; i < row.length; i++) {
        row[i] += (float) (kinds.noise() * random.nextGaussian());
      }
    }
    inputs.write(target * row.length, row, 0, row.length);
  }

  private void mix() {
    float weight = (float) (kinds.pairWeight() * random.nextDouble());
    readShifted(trainingIds[random.nextInt(trainingIds.length)], other);
    for (int i = 0; i < row.length; i++) {
      row[i] = (1 - weight) * row[i] + weight * other[i];
    }
  }

  private void readShifted(int rowId, float[] target) {
    int first = rowId * target.length;
    if (kinds.shift() == 0) {
      System.arraycopy(dataset.values(), first, target, 0, target.length);
      return;
    }
    ImageShape image = dataset.imageShape();
    int down = random.nextInt(2 * kinds.shift() + 1) - kinds.shift();
    int right = random.nextInt(2 * kinds.shift() + 1) - kinds.shift();
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        target[y * image.width() + x] = pixel(image, first, y - down, x - right);
      }
    }
  }

  private float pixel(ImageShape image, int first, int y, int x) {
    boolean inside = y >= 0 && y < image.height() && x >= 0 && x < image.width();
    return inside ? dataset.values()[first + y * image.width() + x] : 0f;
  }
}
