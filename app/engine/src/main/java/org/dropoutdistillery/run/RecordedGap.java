package org.dropoutdistillery.run;

import java.util.List;
import org.dropoutdistillery.evaluate.Interval;

/**
 * How far standard and student were from the Monte-Carlo average on the validation rows of an
 * earlier run.
 *
 * @param predictsNumbers whether distances are mean squared ones of predicted numbers; else KL in
 *     nats
 * @param points by step
 */
public record RecordedGap(boolean predictsNumbers, List<Point> points) {
  /**
   * @param standard null where it was not measured
   * @param student null before there was one
   */
  public record Point(long step, Interval standard, Interval student) {}

  public RecordedGap {
    points = List.copyOf(points);
  }
}
