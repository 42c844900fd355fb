package org.dropoutdistillery.desktop.panel;

import java.util.Arrays;
import java.util.List;
import org.dropoutdistillery.run.LiveChange;

/**
 * One value of the recipe and how a person turns it.
 *
 * @param key path of the value, such as {@code teacher.layers[0].dropRate}
 * @param label short name
 * @param unit what it counts; empty for plain numbers
 * @param tip says what it does
 * @param kind what turns it
 * @param advanced whether it lies in the part that is folded away
 */
public record Knob(String key, String label, String unit, String tip, Kind kind, boolean advanced) {

  /** What turns a value. */
  public sealed interface Kind {
    /** A slider and a field. The field also takes values beyond the slider's ends. */
    record Slide(Scale scale) implements Kind {}

    /**
     * A field alone.
     *
     * @param range which values fit, in words
     * @param none what to write for null; null where there must be a value
     */
    record Entry(String range, String none) implements Kind {}

    /** One of a few. */
    record Choice(List<Option> options) implements Kind {
      public Choice {
        options = List.copyOf(options);
      }
    }

    /** Any number of a few, in a list. */
    record Several(List<Option> options) implements Kind {
      public Several {
        options = List.copyOf(options);
      }
    }

    /** Yes or no. */
    record Flag() implements Kind {}
  }

  /**
   * @param json the value
   * @param label short name
   * @param tip what it means
   */
  public record Option(String json, String label, String tip) {
    static Option text(String value, String label, String tip) {
      return new Option('"' + value + '"', label, tip);
    }
  }

  static Knob slide(String key, String label, String unit, Scale scale, String tip) {
    return new Knob(key, label, unit, tip, new Kind.Slide(scale), false);
  }

  static Knob entry(String key, String label, String unit, String range, String tip) {
    return new Knob(key, label, unit, tip, new Kind.Entry(range, null), false);
  }

  static Knob optional(
      String key, String label, String unit, String range, String none, String tip) {
    return new Knob(key, label, unit, tip, new Kind.Entry(range, none), false);
  }

  static Knob choice(String key, String label, String tip, Option... options) {
    return new Knob(key, label, "", tip, new Kind.Choice(Arrays.asList(options)), false);
  }

  static Knob flag(String key, String label, String tip) {
    return new Knob(key, label, "", tip, new Kind.Flag(), false);
  }

  /** Returns the same, folded away. */
  Knob folded() {
    return new Knob(key, label, unit, tip, kind, true);
  }

  /** Returns whether it acts while a run goes on. */
  public boolean isLive() {
    return LiveChange.isLive(key);
  }

  /** Returns all that a tooltip says: what it does, its range and unit, and when it acts. */
  public String tooltip() {
    String range = range();
    String unitText = unit.isEmpty() ? "" : " " + unit;
    return tip
        + (range.isEmpty() ? "" : "\n" + range + unitText)
        + (isLive() ? "\n⚡ acts at the next step of a run" : "\n↻ makes the run anew");
  }

  private String range() {
    if (kind instanceof Kind.Slide slide) {
      return slide.scale().words();
    }
    if (kind instanceof Kind.Entry entry) {
      return entry.none() == null ? entry.range() : entry.range() + ", or " + entry.none();
    }
    return "";
  }
}
