package org.dropoutdistillery.bench.compare;

import org.dropoutdistillery.bench.PlanSearch;

/**
 * How long to measure.
 *
 * @param rounds processes of each kind
 * @param torchSeconds for each way in a process
 * @param trialSeconds for each way and kernel before the best is chosen
 * @param iterations of a fork of the JVM that count; one before them warms up
 * @param iterationMillis of each
 * @param bytesMillis of the only iteration that counts bytes: long, so that what JMH allocates for
 *     itself is little
 * @param search for the plan that is as good as 100 independent passes
 */
record Pace(
    int rounds,
    double torchSeconds,
    double trialSeconds,
    int iterations,
    int iterationMillis,
    int bytesMillis,
    PlanSearch.Effort search) {
  static final Pace STANDARD =
      new Pace(5, 1.5, .5, 3, 1200, 3000, new PlanSearch.Effort(2, 6, 100));
  static final Pace QUICK = new Pace(1, .2, .1, 1, 500, 600, new PlanSearch.Effort(1, 2, 6));

  Pace forBytes() {
    return new Pace(1, torchSeconds, trialSeconds, 1, bytesMillis, bytesMillis, search);
  }
}
