package org.dropoutdistillery.random;

/**
 * What a random number is for. Streams of one seed are independent of each other: drawing more from
 * one never moves another.
 */
public enum Stream {
  // Each number is part of the bits of every result, so it stays once given.
  SPLIT(1),
  TEACHER_INIT(2),
  TEACHER_SHUFFLE(3),
  TEACHER_MASKS(4),
  STUDENT_INIT(5),
  TRANSFER_SHUFFLE(6),
  TRANSFER_INPUTS(7),
  TRANSFER_MASKS(8),
  EVALUATION_MASKS(9),
  BOOTSTRAP(10),
  DATA(11);

  private final long number;

  Stream(long number) {
    this.number = number;
  }

  /** Returns the key of this stream under {@code seed}; {@link Keys#child} leads on from it. */
  public long key(long seed) {
    return Keys.child(Keys.child(0, number), seed);
  }
}
