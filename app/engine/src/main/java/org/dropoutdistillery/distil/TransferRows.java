package org.dropoutdistillery.distil;

import java.util.Arrays;
import org.dropoutdistillery.data.ImageShape;
import org.dropoutdistillery.random.Keys;
import org.dropoutdistillery.random.RandomSequence;

/**
 * Makes transfer inputs out of the rows of a pool. Each is a pure function of key, step, data row
 * and kind of input. One instance serves one thread.
 */
final class TransferRows {
  private final TransferPool pool;
  private final long key;
  private final RandomSequence random = new RandomSequence(0);
  private final float[] row;
  private final float[] other;

  TransferRows(TransferPool pool, long key) {
    this.pool = pool;
    this.key = key;
    row = new float[pool.features()];
    other = new float[pool.features()];
  }

  /** Returns the transfer input of one row at one step, in an array that the next call reuses. */
  float[] make(TransferInputs kinds, long step, int rowId) {
    random.restart(Keys.child(Keys.child(key, step), rowId));
    readShifted(kinds.shift(), rowId, row);
    if (kinds.pairWeight() > 0) {
      mix(kinds);
    }
    if (kinds.noise() > 0) {
      for (int i = 0; i < row.length; i++) {
        row[i] += (float) (kinds.noise() * random.nextGaussian());
      }
    }
    return row;
  }

  private void mix(TransferInputs kinds) {
    float weight = (float) (kinds.pairWeight() * random.nextDouble());
    readShifted(kinds.shift(), pool.id(random.nextInt(pool.size())), other);
    for (int i = 0; i < row.length; i++) {
      row[i] = (1 - weight) * row[i] + weight * other[i];
    }
  }

  private void readShifted(int shift, int rowId, float[] target) {
    if (shift == 0) {
      pool.read(rowId, 0, target, 0, target.length);
      return;
    }
    int down = random.nextInt(2 * shift + 1) - shift;
    int right = random.nextInt(2 * shift + 1) - shift;
    readMoved(rowId, down, right, target);
  }

  /** Reads an image moved by so many pixels; what comes in from outside is 0. */
  private void readMoved(int rowId, int down, int right, float[] target) {
    ImageShape image = pool.imageShape();
    int width = image.width();
    int count = width - Math.abs(right);
    Arrays.fill(target, 0);
    for (int y = Math.max(0, down); y < image.height() + Math.min(0, down); y++) {
      int source = (y - down) * width + Math.max(0, -right);
      pool.read(rowId, source, target, y * width + Math.max(0, right), count);
    }
  }
}
