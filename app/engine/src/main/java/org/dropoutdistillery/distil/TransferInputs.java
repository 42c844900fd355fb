package org.dropoutdistillery.distil;

/**
 * What a student is shown in place of a plain row of the pool: the row moved by up to {@code shift}
 * pixels each way, mixed with another row of the pool moved likewise, plus noise. Everything set to
 * 0 shows the rows themselves. Labels are not needed, so any input will do; richer ones let the
 * student see the teacher's average where test rows will need it (METHODS, 1 and 7).
 *
 * @param noise standard deviation of the added normal noise, in units of the features, at least 0
 * @param pairWeight most weight of the other row, in [0, 1]: the input is (1 − w)·row + w·other,
 *     with w uniform in [0, pairWeight]
 * @param shift most pixels an image is moved by, along each axis, at least 0; what comes in from
 *     outside is 0
 */
public record TransferInputs(double noise, double pairWeight, int shift) {
  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public TransferInputs {
    require(noise >= 0 && noise < Double.POSITIVE_INFINITY, "noise", noise, "a number from 0 up");
    require(pairWeight >= 0 && pairWeight <= 1, "pairWeight", pairWeight, "a number in [0, 1]");
    require(shift >= 0, "shift", shift, "a whole number from 0 up");
  }

  private static void require(boolean fits, String name, Number value, String expected) {
    if (!fits) {
      throw new IllegalArgumentException(name + ": " + value + ", expected " + expected);
    }
  }
}
