package org.dropoutdistillery.evaluate;

/**
 * Which ratios ρ of two means the rows allow: those for which the mean of part − ρ whole differs
 * from 0 by no more than chance. Its square and cube sums are polynomials in ρ, so the rows are
 * read once.
 *
 * @param rows number of rows
 * @param ratio the estimate, where the mean of part − ρ whole is 0
 * @param whole mean of whole, above 0
 * @param squares sums of e², ew, w², with e = part − ratio whole and w about their means
 * @param cubes sums of e³, e²w, ew², w³
 */
record RatioTest(int rows, double ratio, double whole, double[] squares, double[] cubes) {
  private static final int DOUBLINGS = 60;
  private static final int HALVINGS = 60;

  static RatioTest of(double[] part, double[] whole, double ratio) {
    double mean = RowMeasures.mean(whole);
    double[] squares = new double[3];
    double[] cubes = new double[4];
    for (int row = 0; row < part.length; row++) {
      double e = part[row] - ratio * whole[row];
      double w = whole[row] - mean;
      squares[0] += e * e;
      squares[1] += e * w;
      squares[2] += w * w;
      cubes[0] += e * e * e;
      cubes[1] += e * e * w;
      cubes[2] += e * w * w;
      cubes[3] += w * w * w;
    }
    return new RatioTest(part.length, ratio, mean, squares, cubes);
  }

  /** Returns whether every row has the same ratio. */
  boolean isExact() {
    return squares[0] == 0;
  }

  /**
   * Returns how far the ratio may lie to one side of the estimate.
   *
   * @param t quantile of Student's t
   * @param side 1 above, −1 below
   */
  double reach(double t, int side) {
    double low = 0;
    double high = Math.sqrt(squares[0] / (rows - 1.0) / rows) / whole;
    for (int doubling = 0; allows(side * high, t); doubling++) {
      if (doubling == DOUBLINGS) {
        return Double.POSITIVE_INFINITY;
      }
      low = high;
      high *= 2;
    }
    for (int halving = 0; halving < HALVINGS; halving++) {
      double middle = (low + high) / 2;
      if (allows(side * middle, t)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private boolean allows(double shift, double t) {
    double square = squares[0] - shift * (2 * squares[1] - shift * squares[2]);
    double cube = cubes[0] - shift * (3 * cubes[1] - shift * (3 * cubes[2] - shift * cubes[3]));
    double studentised = -shift * whole / Math.sqrt(square / (rows - 1.0) / rows);
    double skew = SkewnessCorrectedT.skew(cube, square);
    return SkewnessCorrectedT.deviate(-t, skew) <= studentised
        && studentised <= SkewnessCorrectedT.deviate(t, skew);
  }
}
