package org.dropoutdistillery.bench.window;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.input.KeyCode;
import org.dropoutdistillery.bench.compare.Series;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.RunDriver;

/** Does for many minutes what a person may do, in any order, and looks at what that leaves. */
final class Soak {
  private static final List<String> PAGES = List.of("Gap", "Masks", "Averaging", "Runs");
  private static final long SAMPLE_NANOS = 10_000_000_000L;
  private static final int WARM_UP_MINUTES = 5;

  private final WindowHand hand;
  private final int minutes;
  private final Random random = new Random(1);
  private final AtomicInteger uncaught = new AtomicInteger();
  private final List<Double> memory = new ArrayList<>();
  private final List<Double> threads = new ArrayList<>();

  Soak(WindowHand hand, int minutes) {
    this.hand = hand;
    this.minutes = minutes;
  }

  /** Returns what was seen after the first minutes. */
  Map<String, Double> run() throws Exception {
    WindowHand.call(
        () -> {
          Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> report(fault));
          Thread.currentThread().setUncaughtExceptionHandler((thread, fault) -> report(fault));
          return null;
        });
    long start = System.nanoTime();
    long nextSample = start + WARM_UP_MINUTES * 60_000_000_000L;
    long acts = 0;
    while (System.nanoTime() - start < minutes * 60_000_000_000L) {
      act();
      acts++;
      Thread.sleep(300 + random.nextInt(2700));
      if (System.nanoTime() - nextSample >= 0) {
        nextSample += SAMPLE_NANOS;
        memory.add(Play.memory("VmRSS:"));
        threads.add((double) ManagementFactory.getThreadMXBean().getThreadCount());
      }
    }
    return values(acts);
  }

  private void report(Throwable fault) {
    uncaught.incrementAndGet();
    fault.printStackTrace();
  }

  private Map<String, Double> values(long acts) {
    double middle = Series.median(memory);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("acts", (double) acts);
    values.put("memory", middle);
    values.put("above", 100 * (most(memory) / middle - 1));
    values.put("below", 100 * (1 - least(memory) / middle));
    values.put("leastThreads", least(threads));
    values.put("mostThreads", most(threads));
    values.put("exceptions", (double) uncaught.get() + errors());
    return values;
  }

  private static double most(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  private static double least(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
  }

  private long errors() {
    return WindowHand.call(
        () ->
            hand.workbench().messages().list().stream()
                .filter(message -> message.level() == Messages.Level.ERROR)
                .peek(message -> System.err.println(message.text() + "\n" + message.details()))
                .count());
  }

  private void act() throws IOException {
    Workbench bench = hand.workbench();
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> change(bench, random.nextInt(2), random.nextInt(1, 9) / 10.0);
      case 3, 4 -> hand.show(PAGES.get(random.nextInt(PAGES.size())));
      case 5 -> inWindow(bench::pause);
      case 6 -> inWindow(bench::reset);
      case 7 -> inWindow(bench::undo);
      case 8 -> inWindow(bench::redo);
      case 9 -> inWindow(bench::newSeed);
      case 10 -> inWindow(() -> bench.step(Phase.BOTH, RunDriver.StepSize.EPOCH));
      default -> hand.press(KeyCode.F11);
    }
    if (random.nextInt(3) > 0) {
      inWindow(bench::run);
    }
  }

  private static void change(Workbench bench, int layer, double rate) {
    inWindow(
        () -> bench.set("teacher.layers[" + layer + "].dropRate", Double.toString(rate), false));
  }

  private static void inWindow(Runnable act) {
    WindowHand.call(
        () -> {
          act.run();
          return null;
        });
  }
}
