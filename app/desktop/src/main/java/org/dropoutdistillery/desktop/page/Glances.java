package org.dropoutdistillery.desktop.page;

/**
 * The looks at what races by: two a second, and at the same moments for all that looks. Every frame
 * takes time from the training, and what changes at once is in one frame.
 */
public final class Glances {
  private static final long NANOS = 500_000_000;

  private long last = Long.MIN_VALUE;

  /** Returns whether there was a moment to look at since {@link #take}. */
  public boolean isDue(long nanoTime) {
    return moment(nanoTime) != last;
  }

  /** Says that somebody looked. */
  public void take(long nanoTime) {
    last = moment(nanoTime);
  }

  private static long moment(long nanoTime) {
    return Math.floorDiv(nanoTime, NANOS);
  }
}
