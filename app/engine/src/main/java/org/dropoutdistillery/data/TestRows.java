package org.dropoutdistillery.data;

/** Which rows of a data set are its test rows. */
public sealed interface TestRows permits TestRows.Last, TestRows.Drawn {
  /**
   * The last rows of the file.
   *
   * @param count 0 or more
   */
  record Last(int count) implements TestRows {
    /**
     * @throws IllegalArgumentException if the count is negative
     */
    public Last {
      if (count < 0) {
        throw new IllegalArgumentException(count + " test rows, expected 0 or more");
      }
    }
  }

  /**
   * Rows drawn from the whole file, class by class in proportion to the sizes of the classes, or
   * plainly where numbers are to be predicted.
   *
   * @param fraction share of all rows, from 0 up to but not including 1
   * @param seed of the draw; a seed that is not the run's keeps the same test rows for every run
   */
  record Drawn(double fraction, long seed) implements TestRows {
    /**
     * @throws IllegalArgumentException if the fraction is out of range
     */
    public Drawn {
      if (!(fraction >= 0 && fraction < 1)) {
        throw new IllegalArgumentException(
            "test fraction " + fraction + ", expected a number in [0, 1)");
      }
    }
  }
}
