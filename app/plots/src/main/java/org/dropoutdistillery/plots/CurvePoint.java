package org.dropoutdistillery.plots;

import org.dropoutdistillery.evaluate.Interval;

/** What was measured after a step; its bounds are finite. */
record CurvePoint(double step, Interval interval) {
  static CurvePoint exact(double step, double value) {
    return new CurvePoint(step, new Interval(value, value, value));
  }

  double value() {
    return interval.value();
  }
}
