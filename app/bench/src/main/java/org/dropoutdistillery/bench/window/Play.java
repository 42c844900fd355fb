package org.dropoutdistillery.bench.window;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.dropoutdistillery.bench.compare.Series;
import org.dropoutdistillery.desktop.chart.ChartPane;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.plots.GapChart;
import org.dropoutdistillery.run.EvaluationPoint;

/** Plays one scene. */
final class Play {
  private static final double MEBIBYTE = 1024 * 1024;

  /** A person looks at a window before pressing anything in it. */
  static final long GLANCE_MILLIS = 3000;

  /** Whoever asks more often takes time from what is timed. */
  static final long ASKING_MILLIS = 500;

  /** Share of the steps that are left when one asks more often after all. */
  static final double NEARLY_DONE = .1;

  private final WindowHand hand;
  private final Scene scene;
  private final Map<String, Double> values = new LinkedHashMap<>();

  Play(WindowHand hand, Scene scene) {
    this.hand = hand;
    this.scene = scene;
  }

  /** Returns what was measured, by name. */
  Map<String, Double> run() throws Exception {
    if (scene.kind() == Scene.Kind.PICTURES) {
      new Album(hand, scene.out().resolveSibling("pictures")).fill();
      return values;
    }
    open();
    switch (scene.kind()) {
      case PACE -> pace();
      case PULSE -> pulse();
      case PAUSE -> pause();
      case GROWTH -> growth();
      case REDRAW -> redraw();
      case SOAK -> values.putAll(new Soak(hand, scene.times()).run());
      case PICTURES -> throw new IllegalStateException("nothing is measured");
    }
    return values;
  }

  private void open() throws InterruptedException {
    WindowHand.call(
        () -> {
          hand.workbench().open(scene.settled());
          return null;
        });
    hand.awaitReady();
    hand.show(scene.page());
  }

  /** Times all steps, without the test at the end, while the page draws. */
  private void pace() throws Exception {
    Thread run = WindowHand.runThread();
    Thread.sleep(GLANCE_MILLIS);
    long start = System.nanoTime();
    begin();
    while (stepsLeft() > NEARLY_DONE) {
      Thread.sleep(ASKING_MILLIS);
    }
    // The window itself hears of the end only when it looks.
    WindowHand.until(() -> !WindowHand.isTraining(run));
    double seconds = (System.nanoTime() - start) / 1e9;
    values.put("stepsPerSecond", totalSteps() / seconds);
    WindowHand.until(() -> hand.state().isOver());
    values.put("mostMemory", memory("VmHWM:"));
  }

  /** Returns the share of the steps that is still to come. */
  private double stepsLeft() {
    return Headless.stepsLeft(WindowHand.call(() -> hand.workbench().progress().get()));
  }

  private long totalSteps() {
    return WindowHand.call(() -> hand.workbench().progress().get().totalSteps());
  }

  /** Takes the times between pulses, with a timer that asks for each of them. */
  private void pulse() throws Exception {
    PulseMeter pulses = new PulseMeter();
    begin();
    WindowHand.call(() -> pulses.begin(true));
    WindowHand.until(this::isTrained);
    WindowHand.call(() -> pulses.begin(false));
    WindowHand.call(
        () -> {
          hand.workbench().stop(); // nobody asks for the test
          return null;
        });
    values.put("pulseP99", pulses.millis(.99));
  }

  private void begin() {
    WindowHand.call(
        () -> {
          hand.workbench().run();
          return null;
        });
  }

  private boolean isTrained() {
    RunState state = hand.state();
    return state == RunState.TESTING || state.isOver();
  }

  /** Presses pause at random moments of a run that goes on, and waits until no step is done. */
  private void pause() throws Exception {
    Random random = new Random(1);
    List<Double> millis = new ArrayList<>();
    Thread run = WindowHand.runThread();
    begin();
    for (int i = 0; i < scene.times(); i++) {
      Thread.sleep(300 + random.nextInt(400));
      if (isTrained()) {
        open();
        begin();
        Thread.sleep(500);
      }
      long pressed = System.nanoTime();
      hand.press(KeyCode.F5);
      while (!WindowHand.isWaiting(run)) {
        Thread.sleep(1);
      }
      millis.add((System.nanoTime() - pressed) / 1e6);
      Thread.sleep(200);
      hand.press(KeyCode.F5);
    }
    values.put("median", Series.median(millis));
    values.put("most", millis.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
  }

  /** Compares what the last runs leave with what was left after the first third. */
  private void growth() throws Exception {
    List<Double> left = new ArrayList<>();
    for (int i = 0; i < scene.times(); i++) {
      begin();
      WindowHand.until(() -> hand.state().isOver());
      left.add(memory("VmRSS:"));
      open();
    }
    int third = Math.max(1, left.size() / 3);
    double early = Series.median(left.subList(third - 1, Math.min(2 * third, left.size())));
    double late = Series.median(left.subList(left.size() - third, left.size()));
    values.put("early", early);
    values.put("late", late);
    values.put("growth", late - early);
  }

  /** Draws curves of several lengths, made of the points of a real run. */
  private void redraw() throws Exception {
    begin();
    WindowHand.until(() -> hand.state().isOver());
    List<EvaluationPoint> measured = WindowHand.call(() -> List.copyOf(hand.workbench().curve()));
    Stage other = WindowHand.call(Stage::new);
    for (int length : new int[] {10, 1000, 100_000}) {
      List<EvaluationPoint> points = new ArrayList<>(length);
      for (int i = 0; i < length; i++) {
        EvaluationPoint one = measured.get((int) ((long) i * measured.size() / length));
        points.add(
            new EvaluationPoint(100L * i, one.phase(), one.teacher(), one.student(), one.report()));
      }
      values.put(Integer.toString(length), drawMillis(other, points));
    }
    WindowHand.call(
        () -> {
          other.close();
          return null;
        });
  }

  private double drawMillis(Stage stage, List<EvaluationPoint> points) throws Exception {
    ChartPane pane = WindowHand.call(() -> new ChartPane("measured", Set.of(), new Messages()));
    WindowHand.call(
        () -> {
          stage.setScene(new javafx.scene.Scene(pane, 940, 420));
          stage.show();
          return null;
        });
    long lastStep = points.get(points.size() - 1).step();
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < scene.times(); i++) {
      WindowHand.call(
          () -> {
            pane.show(
                (theme, options) -> GapChart.of(points, List.of(), theme, options),
                Look.LIGHT,
                lastStep);
            return null;
          });
      Thread.sleep(400);
      millis.add(WindowHand.call(pane::drawNanos) / 1e6);
    }
    return Series.median(millis);
  }

  /** Returns a line of this process' status on Linux, in MiB. */
  static double memory(String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(name)) {
        return Double.parseDouble(line.replaceAll("\\D", "")) * 1024 / MEBIBYTE;
      }
    }
    throw new IOException("/proc/self/status has no line " + name);
  }
}
