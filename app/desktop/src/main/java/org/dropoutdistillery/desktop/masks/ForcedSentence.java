package org.dropoutdistillery.desktop.masks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dropoutdistillery.predict.ForcedUnits;
import org.dropoutdistillery.predict.ForcedUnits.Force;
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
            things(view),
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

  /** Returns what is forced: first whole maps, then what is left of single units. */
  private static String things(MaskView view) {
    List<String> parts = new ArrayList<>();
    List<Unit> ofMaps = new ArrayList<>();
    for (DropSite site : view.dropSites()) {
      Force[] all = site.forcedMaps(view.forced());
      for (Force what : new Force[] {Force.OFF, Force.ON}) {
        List<Integer> alike =
            IntStream.range(0, site.isMaps() ? all.length : 0)
                .filter(map -> all[map] == what)
                .boxed()
                .toList();
        if (!alike.isEmpty()) {
          parts.add(named("map", alike) + " of layer " + site.number() + state(what == Force.ON));
        }
        alike.forEach(map -> ofMaps.addAll(site.unitsOf(map)));
      }
    }
    ForcedUnits single = view.forced().with(ofMaps, Force.FREE);
    if (!single.isEmpty()) {
      parts.add(units(single));
    }
    return String.join(" and ", parts);
  }

  private static String state(boolean on) {
    return on ? " on" : " off";
  }

  private static String units(ForcedUnits forced) {
    long on = forced.units().values().stream().filter(isOn -> isOn).count();
    long off = forced.count() - on;
    if (forced.count() > MOST_NAMED) {
      String states = on == 0 ? "off" : off == 0 ? "on" : "(%d off, %d on)".formatted(off, on);
      return "%d units %s".formatted(forced.count(), states);
    }
    Map<String, List<Integer>> groups = new TreeMap<>();
    forced
        .units()
        .forEach(
            (unit, isOn) ->
                groups
                    .computeIfAbsent(layer(unit) + state(isOn), key -> new ArrayList<>())
                    .add(unit.unit()));
    return groups.entrySet().stream()
        .map(group -> named("unit", group.getValue()) + " of " + group.getKey())
        .collect(Collectors.joining(" and "));
  }

  private static String layer(Unit unit) {
    return unit.site() == 0 ? "the input" : "layer " + unit.site();
  }

  /** Returns such as "units 7, 18 and 23", or how many there are where they are many. */
  private static String named(String what, List<Integer> numbers) {
    int last = numbers.size() - 1;
    if (numbers.size() > MOST_NAMED) {
      return "%d %ss".formatted(numbers.size(), what);
    }
    return last == 0
        ? what + " " + numbers.get(0)
        : numbers.subList(0, last).stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", ", what + "s ", " and " + numbers.get(last)));
  }
}
