package org.dropoutdistillery.evaluate;

/**
 * How differences are put into words.
 *
 * @param rows number of rows, said where no difference is shown
 * @param resolution differences up to this are rounding
 */
record Wording(int rows, double resolution) {

  boolean isAbove(Interval interval) {
    return interval.low() > resolution;
  }

  boolean isBelow(Interval interval) {
    return interval.high() < -resolution;
  }

  /** Says of a difference below which 0 is better who is better and by how much. */
  String comparison(Interval difference, Figures figures) {
    if (isBelow(difference)) {
      return "better by " + figures.interval(difference.negated());
    }
    if (isAbove(difference)) {
      return "worse by " + figures.interval(difference);
    }
    return "no difference shown " + count() + " " + figures.bounds(difference);
  }

  String count() {
    return "(n = " + rows + ")";
  }

  /** Returns the sentence with the warning about few rows after it, where there is one. */
  String warned(String sentence) {
    return SmallSample.isSmall(rows) ? sentence + " " + SmallSample.warning(rows) : sentence;
  }
}
