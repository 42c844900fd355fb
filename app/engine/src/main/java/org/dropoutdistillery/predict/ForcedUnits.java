package org.dropoutdistillery.predict;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.nn.Architecture;

/**
 * Units whose factor a person has set, in every mask and in standard dropout alike: 0 for off, 1/κ
 * for on, where κ is the keep probability of their layer.
 *
 * @param units by their place; whether each is forced on, else off
 */
public record ForcedUnits(SortedMap<Unit, Boolean> units) {
  /** All units are free. */
  public static final ForcedUnits NONE = new ForcedUnits(new TreeMap<>());

  /** What is done to a unit. */
  public enum Force {
    FREE,
    OFF,
    ON;

    /** Returns what follows on it when a unit is clicked again and again. */
    public Force next() {
      return switch (this) {
        case FREE -> OFF;
        case OFF -> ON;
        case ON -> FREE;
      };
    }
  }

  /**
   * @param site dropout site: 0 is the input, i the output of hidden layer i
   * @param unit number within its layer, from 0
   */
  public record Unit(int site, int unit) implements Comparable<Unit> {
    private static final Comparator<Unit> ORDER =
        Comparator.comparingInt(Unit::site).thenComparingInt(Unit::unit);

    @Override
    public int compareTo(Unit other) {
      return ORDER.compare(this, other);
    }
  }

  public ForcedUnits {
    units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
  }

  public boolean isEmpty() {
    return units.isEmpty();
  }

  public int count() {
    return units.size();
  }

  public Force of(Unit unit) {
    Boolean on = units.get(unit);
    if (on == null) {
      return Force.FREE;
    }
    return on ? Force.ON : Force.OFF;
  }

  /** Returns these with the same done to some units. */
  public ForcedUnits with(Collection<Unit> chosen, Force force) {
    SortedMap<Unit, Boolean> changed = new TreeMap<>(units);
    for (Unit unit : chosen) {
      if (force == Force.FREE) {
        changed.remove(unit);
      } else {
        changed.put(unit, force == Force.ON);
      }
    }
    return new ForcedUnits(changed);
  }

  /** Returns those that a network of these layers has. */
  public ForcedUnits within(Architecture architecture) {
    Predicate<Unit> lies =
        unit ->
            unit.site() < architecture.layers() && unit.unit() < architecture.width(unit.site());
    SortedMap<Unit, Boolean> kept = new TreeMap<>(units);
    kept.keySet().removeIf(lies.negate());
    return new ForcedUnits(kept);
  }

  boolean touches(int site) {
    return !atSite(site).isEmpty();
  }

  /**
   * Sets the factors of the units of a site.
   *
   * @param factors [passes, width], flattened
   */
  void apply(MaskLaw law, int site, int width, float[] factors) {
    for (Map.Entry<Unit, Boolean> entry : atSite(site).entrySet()) {
      float factor = entry.getValue() ? (float) (1 / law.keepProbability()) : 0;
      for (int i = entry.getKey().unit(); i < factors.length; i += width) {
        factors[i] = factor;
      }
    }
  }

  private SortedMap<Unit, Boolean> atSite(int site) {
    return units.subMap(new Unit(site, 0), new Unit(site + 1, 0));
  }
}
