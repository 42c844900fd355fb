package org.dropoutdistillery.predict;

import org.dropoutdistillery.nn.Pooling;
import org.dropoutdistillery.nn.Shape;
import org.dropoutdistillery.nn.Windows;
import org.dropoutdistillery.tensor.Kernels;

/**
 * What pooling makes of the means and variances of one image after the other, as if its values were
 * independent: of the mean of n values the variance is that of one by n, and the largest is folded
 * from pairs. Scratch space is allocated once. One thread at a time.
 */
final class PoolMoments {
  private final boolean takesLargest;
  private final Windows windows;
  private final int channels;
  private final int size;
  private final float[] means;
  private final float[] variances;
  private final float[] tapMeans;
  private final float[] tapVariances;

  /**
   * @param input of what is pooled
   */
  PoolMoments(Pooling pooling, Shape input) {
    takesLargest = pooling.kind() == Pooling.Kind.MAX;
    windows = Windows.of(pooling, input);
    channels = input.channels();
    size = windows.count() * channels;
    means = new float[size];
    variances = new float[size];
    tapMeans = new float[size];
    tapVariances = new float[size];
  }

  /**
   * @param imageMeans [positions, channels] from {@code first} on, and the variances likewise
   * @param pooledMeans [windows, channels] from {@code pooledFirst} on, likewise
   */
  void pool(
      float[] imageMeans,
      float[] imageVariances,
      int first,
      float[] pooledMeans,
      float[] pooledVariances,
      int pooledFirst) {
    windows.gatherTap(0, imageMeans, first, channels, means);
    windows.gatherTap(0, imageVariances, first, channels, variances);
    for (int tap = 1; tap < windows.taps(); tap++) {
      windows.gatherTap(tap, imageMeans, first, channels, tapMeans);
      windows.gatherTap(tap, imageVariances, first, channels, tapVariances);
      if (takesLargest) {
        MaxMoments.apply(means, variances, tapMeans, tapVariances, size);
      } else {
        Kernels.addScaled(means, tapMeans, 1, size);
        Kernels.addScaled(variances, tapVariances, 1, size);
      }
    }
    if (!takesLargest) {
      float share = 1f / windows.taps();
      Kernels.scale(means, share, size);
      Kernels.scale(variances, share * share, size);
    }
    System.arraycopy(means, 0, pooledMeans, pooledFirst, size);
    System.arraycopy(variances, 0, pooledVariances, pooledFirst, size);
  }
}
