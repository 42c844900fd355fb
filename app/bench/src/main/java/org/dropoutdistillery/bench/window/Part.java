package org.dropoutdistillery.bench.window;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dropoutdistillery.bench.compare.Series;

/** What can be measured of the window by itself. */
enum Part {
  /** How soon it comes. */
  START(9) {
    @Override
    Map<String, Value> measure(WindowProcess process, boolean quick, int round, Path out)
        throws IOException, InterruptedException {
      Map<String, Double> marks = process.open();
      return Map.of(
          "start/skeleton", since(marks, "start", "skeleton", 1e6, "ms"),
          "start/ready", since(marks, "start", "ready", 1e6, "ms"));
    }
  },
  /** The default recipe, and what page Gap costs it. */
  DIGITS(8) {
    @Override
    Map<String, Value> measure(WindowProcess process, boolean quick, int round, Path out)
        throws IOException, InterruptedException {
      return compared(process, scene("digits", quick ? 20 : 0, "Gap", out), round, 40);
    }
  },
  /** Fashion-MNIST for two epochs of each network. */
  FASHION(6) {
    @Override
    Map<String, Value> measure(WindowProcess process, boolean quick, int round, Path out)
        throws IOException, InterruptedException {
      return compared(process, scene("fashion", quick ? 1 : 2, "Gap", out), round, 1);
    }
  },
  /** Digits while page Masks follows the training. */
  MASKS(8) {
    @Override
    Map<String, Value> measure(WindowProcess process, boolean quick, int round, Path out)
        throws IOException, InterruptedException {
      return compared(process, scene("digits", quick ? 20 : 0, "Masks", out), round, 40);
    }
  },
  /** How soon a pause acts, on the larger net. */
  PAUSE(2) {
    @Override
    Map<String, Value> measure(WindowProcess process, boolean quick, int round, Path out)
        throws IOException, InterruptedException {
      Scene scene = new Scene(Scene.Kind.PAUSE, "fashion", 2, "Gap", quick ? 5 : 50, out);
      Map<String, Double> values = process.play(scene);
      return Map.of(
          "pause/median", new Value(values.get("median"), "ms"),
          "pause/most", new Value(values.get("most"), "ms"));
    }
  },
  /** What twenty runs leave behind. */
  GROWTH(1) {
    @Override
    Map<String, Value> measure(WindowProcess process, boolean quick, int round, Path out)
        throws IOException, InterruptedException {
      Scene scene = new Scene(Scene.Kind.GROWTH, "digits", 10, "Gap", quick ? 3 : 20, out);
      Map<String, Double> values = process.play(scene);
      return Map.of(
          "growth/early", new Value(values.get("early"), "MiB"),
          "growth/late", new Value(values.get("late"), "MiB"),
          "growth/growth", new Value(values.get("growth"), "MiB"));
    }
  },
  /** How long charts take to draw. */
  REDRAW(3) {
    @Override
    Map<String, Value> measure(WindowProcess process, boolean quick, int round, Path out)
        throws IOException, InterruptedException {
      Scene scene = new Scene(Scene.Kind.REDRAW, "digits", 10, "Gap", quick ? 3 : 15, out);
      Map<String, Double> values = process.play(scene);
      Map<String, Value> draws = new LinkedHashMap<>();
      for (String length : List.of("10", "1000", "100000")) {
        draws.put("redraw/" + length, new Value(values.get(length), "ms"));
      }
      return draws;
    }
  },
  /** What half an hour of use leaves behind. */
  SOAK(1) {
    @Override
    Map<String, Value> measure(WindowProcess process, boolean quick, int round, Path out)
        throws IOException, InterruptedException {
      Scene scene = new Scene(Scene.Kind.SOAK, "digits", 5, "Gap", quick ? 7 : 30, out);
      Map<String, Double> values = process.play(scene);
      Map<String, Value> seen = new LinkedHashMap<>();
      values.forEach(
          (name, value) -> {
            if (UNITS.containsKey(name)) { // the others are moments of its start
              seen.put("soak/" + name, new Value(value, UNITS.get(name)));
            }
          });
      return seen;
    }
  };

  /** Returns those that are measured where nobody asks for others. */
  static List<Part> usual() {
    return Stream.of(values()).filter(part -> part != SOAK).toList();
  }

  private static final Map<String, String> UNITS =
      Map.of(
          "memory", "MiB",
          "above", "%",
          "below", "%",
          "acts", "",
          "leastThreads", "",
          "mostThreads", "",
          "exceptions", "");

  /** A number and its unit. */
  record Value(double number, String unit) {
    Series series(String key) {
      return new Series(key, unit, "", List.of(number));
    }

    @Override
    public String toString() {
      return Series.number(number) + " " + unit;
    }
  }

  private static final int ROUNDS_WITH_PULSES = 3;

  private final int rounds;

  Part(int rounds) {
    this.rounds = rounds;
  }

  /** Returns how many processes measure it. */
  int rounds() {
    return rounds;
  }

  /**
   * Measures once, with processes of its own.
   *
   * @param quick whether only for a try
   * @param round from 1
   * @param out a file for their values
   */
  abstract Map<String, Value> measure(WindowProcess process, boolean quick, int round, Path out)
      throws IOException, InterruptedException;

  private static Scene scene(String recipe, int epochs, String page, Path out) {
    return new Scene(Scene.Kind.PACE, recipe, epochs, page, 1, out);
  }

  /**
   * Plays a scene, and its recipe without a window, and compares them; in the first rounds, takes
   * the pulses too. Every other round has the window last: a machine that slows down or speeds up
   * then favours neither.
   */
  Map<String, Value> compared(WindowProcess process, Scene scene, int round, int epochsOfPulses)
      throws IOException, InterruptedException {
    boolean windowLast = round % 2 == 0;
    double before = windowLast ? pace(process.headless(scene)) : Double.NaN;
    Map<String, Double> window = process.play(scene);
    double alone = windowLast ? before : pace(process.headless(scene));
    String key = name().toLowerCase(Locale.ROOT) + "/";
    Map<String, Value> values = new LinkedHashMap<>();
    values.put(key + "window", new Value(pace(window), "steps/s"));
    values.put(key + "headless", new Value(alone, "steps/s"));
    values.put(key + "share", new Value(100 * pace(window) / alone, "%"));
    if (round <= ROUNDS_WITH_PULSES) {
      Scene pulses = scene.with(Scene.Kind.PULSE, epochsOfPulses);
      values.put(key + "pulseP99", new Value(process.play(pulses).get("pulseP99"), "ms"));
    }
    values.put(key + "memory", new Value(window.get("mostMemory"), "MiB"));
    values.put(key + "firstPoint", since(window, "running", "firstPoint", 1e9, "s"));
    values.put(key + "separated", since(window, "running", "separated", 1e9, "s"));
    values.put(key + "whole", since(window, "running", "finished", 1e9, "s"));
    return values;
  }

  private static double pace(Map<String, Double> values) {
    return values.get("stepsPerSecond");
  }

  private static Value since(
      Map<String, Double> marks, String from, String to, double nanos, String unit)
      throws IOException {
    if (!marks.containsKey(from) || !marks.containsKey(to)) {
      throw new IOException("the window made no mark " + to + ": " + marks.keySet());
    }
    return new Value((marks.get(to) - marks.get(from)) / nanos, unit);
  }
}
