package org.dropoutdistillery.distil;

/**
 * The numbers of the teacher's random passes while it teaches, as in {@link
 * org.dropoutdistillery.dropout.MaskAddress#pass}. They do not depend on how many masks other steps
 * have, so no mask is met twice and a changed number of masks replays.
 */
final class TransferMasks {
  private static final int STEP_BITS = 40;

  private TransferMasks() {}

  /**
   * Returns the pass of one of a step's masks; that of the first is the number of the step.
   *
   * @param step from 0, below 2^40
   * @param index from 0, below {@link TransferSettings#MOST_MASKS}
   */
  static long pass(long step, int index) {
    return (long) index << STEP_BITS | step;
  }
}
