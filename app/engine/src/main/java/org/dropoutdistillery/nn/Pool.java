package org.dropoutdistillery.nn;

import java.util.Arrays;
import org.dropoutdistillery.tensor.Kernels;

/**
 * Pools one image after the other, and sends what comes back to where it came from. Of equal values
 * the first of a window wins. Scratch space is allocated once. One thread at a time.
 */
final class Pool {
  // Values of some windows at a time: four such arrays fit a first-level cache.
  private static final int BLOCK = 2048;

  private final boolean takesLargest;
  private final Windows windows;
  private final boolean byTaps;
  private final boolean disjoint;
  private final boolean writesAll;
  private final int channels;
  private final int size;
  private final int inputSize;
  private final int blockWindows;
  private final float[] best;
  private final float[] winner;
  private final float[] part;

  /**
   * @param mayReorder whether images may come in another order of positions, {@link #order}
   */
  Pool(Pooling pooling, Shape input, boolean mayReorder) {
    takesLargest = pooling.kind() == Pooling.Kind.MAX;
    windows = Windows.of(pooling, input);
    disjoint = windows.areDisjoint();
    byTaps = mayReorder && disjoint;
    writesAll = disjoint && windows.cover();
    channels = input.channels();
    size = windows.count() * channels;
    inputSize = input.size();
    blockWindows = Math.min(windows.count(), Math.max(1, BLOCK / channels));
    best = new float[blockWindows * channels];
    winner = new float[best.length];
    part = new float[best.length];
  }

  /**
   * Returns the positions of an image in the order in which they are wanted: those of a tap lie
   * together then, and need not be gathered. Null if they come line by line.
   */
  int[] order() {
    return byTaps ? windows.positionsByTap() : null;
  }

  /**
   * Pools an image.
   *
   * @param image [positions, channels] from {@code first} on
   * @param pooled [windows, channels] from {@code pooledFirst} on
   * @param winners as {@code pooled}: of a largest value, which tap it was; null to forget
   */
  void forward(float[] image, int first, float[] pooled, int pooledFirst, float[] winners, int at) {
    for (int window = 0; window < windows.count(); window += blockWindows) {
      int count = Math.min(blockWindows, windows.count() - window);
      int done = window * channels;
      poolBlock(image, first, window, count);
      System.arraycopy(best, 0, pooled, pooledFirst + done, count * channels);
      if (takesLargest && winners != null) {
        System.arraycopy(winner, 0, winners, at + done, count * channels);
      }
    }
  }

  private void poolBlock(float[] image, int first, int window, int count) {
    int values = count * channels;
    read(0, image, first, window, count, best);
    Arrays.fill(winner, 0, values, 0f);
    for (int tap = 1; tap < windows.taps(); tap++) {
      read(tap, image, first, window, count, part);
      if (takesLargest) {
        Kernels.takeLarger(best, winner, part, tap, values);
      } else {
        Kernels.addScaled(best, part, 1, values);
      }
    }
    if (!takesLargest) {
      Kernels.scale(best, 1f / windows.taps(), values);
    }
  }

  private void read(int tap, float[] image, int first, int window, int count, float[] target) {
    if (byTaps) {
      int from = first + tap * size + window * channels;
      System.arraycopy(image, from, target, 0, count * channels);
    } else {
      windows.gatherTap(tap, window, count, image, first, channels, target);
    }
  }

  /** Writes the gradient by an image, given that by what {@link #forward} made of it. */
  void backward(
      float[] deltas, int first, float[] winners, int at, float[] imageDeltas, int imageFirst) {
    if (!writesAll) {
      Arrays.fill(imageDeltas, imageFirst, imageFirst + inputSize, 0f);
    }
    for (int window = 0; window < windows.count(); window += blockWindows) {
      int count = Math.min(blockWindows, windows.count() - window);
      int done = window * channels;
      System.arraycopy(deltas, first + done, best, 0, count * channels);
      if (takesLargest) {
        System.arraycopy(winners, at + done, winner, 0, count * channels);
      } else {
        Kernels.scale(best, 1f / windows.taps(), count * channels);
      }
      spreadBlock(window, count, imageDeltas, imageFirst);
    }
  }

  private void spreadBlock(int window, int count, float[] imageDeltas, int imageFirst) {
    for (int tap = 0; tap < windows.taps(); tap++) {
      float[] deltas = best;
      if (takesLargest) {
        deltas = part;
        Kernels.keepWhereEqual(part, best, winner, tap, count * channels);
      }
      if (byTaps) {
        int to = imageFirst + tap * size + window * channels;
        System.arraycopy(deltas, 0, imageDeltas, to, count * channels);
      } else if (disjoint) {
        windows.scatterTap(tap, window, count, deltas, channels, imageDeltas, imageFirst);
      } else {
        windows.addTap(tap, window, count, deltas, channels, imageDeltas, imageFirst);
      }
    }
  }
}
