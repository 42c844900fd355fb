package org.dropoutdistillery.run;

import java.util.List;
import org.dropoutdistillery.evaluate.SeedComparison;

/**
 * One figure of one experiment over several seeds.
 *
 * @param key such as {@code studentMinusMc.nll}
 * @param label what it is, in words
 * @param unit of the figure
 * @param perSeed [seeds]; NaN where the figure is not defined
 * @param comparison over the seeds; null where it is not defined for one of them
 * @param margin below which its size does not matter, stated beforehand; null: none
 */
public record SeedFigure(
    String key,
    String label,
    Unit unit,
    List<Double> perSeed,
    SeedComparison comparison,
    Double margin) {
  /** In what a figure is counted. */
  public enum Unit {
    NATS,
    /** A fraction, shown as a percentage. */
    PERCENT,
    /** A difference of fractions, shown in percentage points. */
    POINTS,
    /** Whatever the measure counts in. */
    PLAIN
  }

  public SeedFigure {
    perSeed = List.copyOf(perSeed);
  }
}
