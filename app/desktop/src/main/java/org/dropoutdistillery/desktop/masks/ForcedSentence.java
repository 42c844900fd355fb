package org.dropoutdistillery.desktop.masks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dropoutdistillery.predict.ForcedUnits;
import org.dropoutdistillery.predict.ForcedUnits.Unit;

/** Says in words what forcing units does. */
final class ForcedSentence {
  private static final int MOST_NAMED = 4;

  private ForcedSentence() {}

  /**
   * Returns the sentence; empty where no unit is forced.
   *
   * @param watched output whose numbers are named
   */
  static String of(MaskView view, int watched, boolean regression) {
    MaskView.Unforced free = view.unforced();
    if (free == null) {
      return "";
    }
    return "Forcing %s: %s, %s, %s. The student is not forced."
        .formatted(
            units(view.forced()),
            move("this mask", free.mask()[watched], view.mask()[watched], regression),
            move("MC", free.monteCarlo()[watched], view.monteCarlo()[watched], regression),
            move("standard", free.standard()[watched], view.standard()[watched], regression));
  }

  private static String move(String who, double before, double after, boolean regression) {
    String from = ValueText.of(before, regression);
    String to = ValueText.of(after, regression);
    return from.equals(to)
        ? "%s stays at %s".formatted(who, to)
        : "%s goes from %s to %s".formatted(who, from, to);
  }

  private static String units(ForcedUnits forced) {
    long on = forced.units().values().stream().filter(isOn -> isOn).count();
    long off = forced.count() - on;
    if (forced.count() > MOST_NAMED) {
      String states = on == 0 ? "off" : off == 0 ? "on" : "(%d off, %d on)".formatted(off, on);
      return "%d units %s".formatted(forced.count(), states);
    }
    Map<String, List<Unit>> groups =
        forced.units().keySet().stream()
            .collect(
                Collectors.groupingBy(
                    unit -> layer(unit) + (forced.units().get(unit) ? " on" : " off"),
                    TreeMap::new,
                    Collectors.toList()));
    return groups.entrySet().stream()
        .map(group -> numbers(group.getValue()) + " of " + group.getKey())
        .collect(Collectors.joining(" and "));
  }

  private static String layer(Unit unit) {
    return unit.site() == 0 ? "the input" : "layer " + unit.site();
  }

  private static String numbers(List<Unit> units) {
    String start = units.size() == 1 ? "unit " : "units ";
    String last = Integer.toString(units.get(units.size() - 1).unit());
    if (units.size() == 1) {
      return start + last;
    }
    return units.subList(0, units.size() - 1).stream()
        .map(unit -> Integer.toString(unit.unit()))
        .collect(Collectors.joining(", ", start, " and " + last));
  }
}
