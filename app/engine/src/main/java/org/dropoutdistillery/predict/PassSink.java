package org.dropoutdistillery.predict;

/**
 * Where the outputs of random passes go: into the sums of their blocks and, while somebody listens,
 * into a window of single passes. Several threads may add at once, each to other rows or blocks.
 */
final class PassSink {
  private final MonteCarloPlan plan;
  private final int outputs;
  private final PassSums[] sums;
  private final double[][] window;
  private final double[][] scratch;
  private final PassCount count;
  private long windowStart;

  /**
   * @param windowPasses passes that are kept at a time; 0 for none
   */
  PassSink(
      MonteCarloPlan plan, ReadOut readOut, int rows, int outputs, int windowPasses, int workers) {
    this.plan = plan;
    this.outputs = outputs;
    sums = new PassSums[plan.blocks()];
    for (int block = 0; block < sums.length; block++) {
      sums[block] = new PassSums(readOut, plan.passesPerBlock(), rows, outputs);
    }
    window = new double[windowPasses][rows * outputs];
    scratch = new double[workers][outputs];
    count = new PassCount(rows, plan.passes());
  }

  /** Moves the window; what it kept is written over. */
  void startWindow(long firstPass) {
    windowStart = firstPass;
  }

  /** Returns the outputs of a pass in the window, [rows, outputs]. */
  double[] kept(long pass) {
    return window[(int) (pass - windowStart)];
  }

  /**
   * Adds neighbouring rows of one pass.
   *
   * @param z [rows, outputs] from {@code firstZ} on
   */
  void add(long pass, int firstRow, int rows, float[] z, int firstZ, int worker) {
    PassSums block = sums[(int) (pass / plan.passesPerBlock())];
    double[] keep = window.length == 0 ? null : kept(pass);
    for (int i = 0; i < rows; i++) {
      double[] read = keep == null ? scratch[worker] : keep;
      int firstRead = keep == null ? 0 : (firstRow + i) * outputs;
      block.add(firstRow + i, z, firstZ + i * outputs, read, firstRead);
    }
    count.add(rows);
  }

  PassCount count() {
    return count;
  }

  /** Returns the average of what was added; to be asked once. */
  MonteCarloAverage average() {
    return PassSums.average(sums, plan.passesPerBlock());
  }
}
