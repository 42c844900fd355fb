package org.dropoutdistillery.nn;

import java.util.Arrays;
import org.dropoutdistillery.tensor.Kernels;

/**
 * Pools one image after the other, and sends what comes back to where it came from. Of equal values
 * the first of a window wins. Scratch space is allocated once. One thread at a time.
 */
final class Pool {
  private final boolean takesLargest;
  private final Windows windows;
  private final boolean disjoint;
  private final boolean writesAll;
  private final int channels;
  private final int size;
  private final int inputSize;
  private final float[] best;
  private final float[] winner;
  private final float[][] taps;

  Pool(Pooling pooling, Shape input) {
    takesLargest = pooling.kind() == Pooling.Kind.MAX;
    windows = Windows.of(pooling, input);
    disjoint = windows.areDisjoint();
    writesAll = disjoint && windows.cover();
    channels = input.channels();
    size = windows.count() * channels;
    inputSize = input.size();
    best = new float[size];
    winner = new float[size];
    taps = new float[windows.taps()][size];
  }

  /**
   * Pools an image.
   *
   * @param image [positions, channels] from {@code first} on
   * @param pooled [windows, channels] from {@code pooledFirst} on
   * @param winners as {@code pooled}: of a largest value, which tap it was; null to forget
   */
  void forward(float[] image, int first, float[] pooled, int pooledFirst, float[] winners, int at) {
    for (int tap = 0; tap < taps.length; tap++) {
      windows.gatherTap(tap, image, first, channels, taps[tap]);
    }
    System.arraycopy(taps[0], 0, best, 0, size);
    for (int tap = 1; tap < taps.length; tap++) {
      if (takesLargest) {
        Kernels.max(best, taps[tap], size);
      } else {
        Kernels.addScaled(best, taps[tap], 1, size);
      }
    }
    if (!takesLargest) {
      Kernels.scale(best, 1f / taps.length, size);
    } else if (winners != null) {
      findWinners();
      System.arraycopy(winner, 0, winners, at, size);
    }
    System.arraycopy(best, 0, pooled, pooledFirst, size);
  }

  private void findWinners() {
    Arrays.fill(winner, taps.length - 1f);
    for (int tap = taps.length - 2; tap >= 0; tap--) {
      Kernels.assignWhereEqual(winner, tap, best, taps[tap], size);
    }
  }

  /** Writes the gradient by an image, given that by what {@link #forward} made of it. */
  void backward(
      float[] deltas, int first, float[] winners, int at, float[] imageDeltas, int imageFirst) {
    if (!writesAll) {
      Arrays.fill(imageDeltas, imageFirst, imageFirst + inputSize, 0f);
    }
    System.arraycopy(deltas, first, best, 0, size);
    if (takesLargest) {
      System.arraycopy(winners, at, winner, 0, size);
    } else {
      Kernels.scale(best, 1f / taps.length, size);
    }
    for (int tap = 0; tap < taps.length; tap++) {
      float[] part = best;
      if (takesLargest) {
        part = taps[0];
        Kernels.keepWhereEqual(part, best, winner, tap, size);
      }
      if (disjoint) {
        windows.scatterTap(tap, part, channels, imageDeltas, imageFirst);
      } else {
        windows.addTap(tap, part, channels, imageDeltas, imageFirst);
      }
    }
  }
}
