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
 * @param sizes of whatever grows, at most
 * @param search for the plan that is as good as 100 independent passes
 */
record Pace(
    int rounds,
    double torchSeconds,
    double trialSeconds,
    int iterations,
    int iterationMillis,
    int bytesMillis,
    int sizes,
    PlanSearch.Effort search) {
  static final Pace STANDARD =
      new Pace(5, 1.5, .5, 3, 1200, 3000, 10, new PlanSearch.Effort(2, 6, 100));
  static final Pace QUICK = new Pace(1, .2, .1, 1, 500, 600, 2, new PlanSearch.Effort(1, 2, 6));

  Pace forBytes() {
    return with(1, bytesMillis);
  }

  /** Returns that of many forks, or long ones. */
  Pace brief() {
    return with(Math.min(rounds, 2), iterationMillis);
  }

  private Pace with(int otherRounds, int millis) {
    return new Pace(otherRounds, torchSeconds, trialSeconds, 1, millis, bytesMillis, sizes, search);
  }
}
