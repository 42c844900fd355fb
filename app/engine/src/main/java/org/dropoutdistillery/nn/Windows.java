package org.dropoutdistillery.nn;

import java.util.Arrays;
import org.dropoutdistillery.tensor.Matrix;

/**
 * Which positions of an image lie in each window of a kernel or a pool. Windows are numbered line
 * by line, and so are the positions of a window, its taps. One image at a time; all is computed
 * once, so that loops only copy. Immutable.
 */
public final class Windows {
  private static final int OUTSIDE = -1;

  private final int count;
  private final int taps;
  private final int positions;
  // [count, taps]: position in the image, or OUTSIDE in its margin.
  private final int[] sources;
  // Neighbouring taps that are neighbours in the image, too: where each such run starts, and how
  // many taps it has.
  private final int[] runSources;
  private final int[] runTaps;
  // [taps, count]: position in the image, or the one behind its last in the margin.
  private final int[] byTaps;

  private Windows(int count, int taps, int positions, int[] sources) {
    this.count = count;
    this.taps = taps;
    this.positions = positions;
    this.sources = sources;
    int[] starts = new int[sources.length];
    int[] lengths = new int[sources.length];
    int runs = 0;
    for (int i = 0; i < sources.length; i++) {
      if (runs > 0 && continues(sources[i], starts[runs - 1], lengths[runs - 1])) {
        lengths[runs - 1]++;
      } else {
        starts[runs] = sources[i];
        lengths[runs++] = 1;
      }
    }
    runSources = Arrays.copyOf(starts, runs);
    runTaps = Arrays.copyOf(lengths, runs);
    byTaps = new int[sources.length];
    for (int i = 0; i < sources.length; i++) {
      byTaps[i % taps * count + i / taps] = sources[i] == OUTSIDE ? positions : sources[i];
    }
  }

  private static boolean continues(int source, int start, int length) {
    return source == OUTSIDE ? start == OUTSIDE : start != OUTSIDE && source == start + length;
  }

  /** Returns the windows that a convolution moves over images of this shape. */
  public static Windows of(Convolution convolution, Shape input, Shape sums) {
    int margin = convolution.margin();
    return of(
        input, sums, convolution.kernel(), convolution.kernel(), convolution.stride(), margin);
  }

  /** Returns the windows of a pool over images of this shape. */
  public static Windows of(Pooling pooling, Shape input) {
    return pooling.kind() == Pooling.Kind.GLOBAL_AVERAGE
        ? of(input, pooling.output(input), input.height(), input.width(), 1, 0)
        : of(input, pooling.output(input), pooling.size(), pooling.size(), pooling.stride(), 0);
  }

  private static Windows of(
      Shape input, Shape output, int lines, int columns, int stride, int margin) {
    int taps = lines * columns;
    int[] sources = new int[output.positions() * taps];
    for (int i = 0; i < sources.length; i++) {
      int window = i / taps;
      int y = window / output.width() * stride + i % taps / columns - margin;
      int x = window % output.width() * stride + i % columns - margin;
      boolean inside = y >= 0 && y < input.height() && x >= 0 && x < input.width();
      sources[i] = inside ? y * input.width() + x : OUTSIDE;
    }
    return new Windows(output.positions(), taps, input.positions(), sources);
  }

  /**
   * Returns the way back: window i of the result is position i of the image, and its tap t the
   * window in which that position is tap t.
   */
  public Windows inverse() {
    int[] inverse = new int[positions * taps];
    Arrays.fill(inverse, OUTSIDE);
    for (int i = 0; i < sources.length; i++) {
      if (sources[i] != OUTSIDE) {
        inverse[sources[i] * taps + i % taps] = i / taps;
      }
    }
    return new Windows(positions, taps, count, inverse);
  }

  /** Returns the same windows in another order: that of this number first, and so on. */
  Windows inOrder(int[] order) {
    int[] ordered = new int[sources.length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(sources, order[i] * taps, ordered, i * taps, taps);
    }
    return new Windows(count, taps, positions, ordered);
  }

  /**
   * Returns all positions of an image, those of the first tap of each window first, and so on; in
   * the end those that lie in no window. Windows must be disjoint, without a margin.
   */
  int[] positionsByTap() {
    int[] all = Arrays.copyOf(byTaps, positions);
    boolean[] taken = new boolean[positions];
    Arrays.stream(byTaps).forEach(position -> taken[position] = true);
    int next = byTaps.length;
    for (int position = 0; position < positions; position++) {
      if (!taken[position]) {
        all[next++] = position;
      }
    }
    return all;
  }

  /** Returns the number of windows. */
  public int count() {
    return count;
  }

  /** Returns the number of positions in a window. */
  public int taps() {
    return taps;
  }

  /** Returns the position in the image where a tap of a window lies, negative in the margin. */
  public int source(int window, int tap) {
    return sources[window * taps + tap];
  }

  /** Returns whether no position lies in two windows. */
  boolean areDisjoint() {
    int[] inside = Arrays.stream(sources).filter(source -> source != OUTSIDE).toArray();
    return Arrays.stream(inside).distinct().count() == inside.length;
  }

  /** Returns whether every position lies in a window. */
  boolean cover() {
    return Arrays.stream(sources).filter(source -> source != OUTSIDE).distinct().count()
        == positions;
  }

  /**
   * Writes the windows of an image one after the other, [count, taps, channels]. What lies in the
   * margin is left as it is: 0 from the start.
   *
   * @param image [positions, channels] from {@code first} on
   */
  public void gather(float[] image, int first, int channels, Matrix target, int targetFirst) {
    int to = targetFirst;
    for (int run = 0; run < runSources.length; run++) {
      int length = runTaps[run] * channels;
      if (runSources[run] != OUTSIDE) {
        target.write(to, image, first + runSources[run] * channels, length);
      }
      to += length;
    }
  }

  /**
   * Writes the windows of an image of one channel tap by tap, [taps, count]: windows so narrow are
   * not worth copying one by one.
   *
   * @param image [positions], and a 0 behind them for the margin
   */
  void gatherByTaps(float[] image, float[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = image[byTaps[i]];
    }
  }

  /**
   * Writes one tap of all windows; every tap lies inside, as those of a pool do.
   *
   * @param image [positions, channels] from {@code first} on
   * @param target [count, channels]
   */
  public void gatherTap(int tap, float[] image, int first, int channels, float[] target) {
    gatherTap(tap, 0, count, image, first, channels, target);
  }

  /** Writes one tap of some windows, likewise. */
  void gatherTap(
      int tap, int window, int some, float[] image, int first, int channels, float[] target) {
    for (int i = 0; i < some; i++) {
      int from = first + sources[(window + i) * taps + tap] * channels;
      System.arraycopy(image, from, target, i * channels, channels);
    }
  }

  /**
   * Writes values [some, channels] to where the tap of their windows, from {@code window} on, lies;
   * windows are disjoint.
   */
  void scatterTap(
      int tap, int window, int some, float[] values, int channels, float[] image, int first) {
    for (int i = 0; i < some; i++) {
      int to = first + sources[(window + i) * taps + tap] * channels;
      System.arraycopy(values, i * channels, image, to, channels);
    }
  }

  /** Adds values [some, channels] where the tap of their windows lies. */
  void addTap(
      int tap, int window, int some, float[] values, int channels, float[] image, int first) {
    for (int i = 0; i < some; i++) {
      int to = first + sources[(window + i) * taps + tap] * channels;
      for (int c = 0; c < channels; c++) {
        image[to + c] += values[i * channels + c];
      }
    }
  }
}
