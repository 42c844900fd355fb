package org.dropoutdistillery.fuzz;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Tells how slow a machine is at reading texts, now that others may be busy on it. */
final class Yardstick {
  // Of the work below on a quiet EPYC of the first generation; JDK 17, 25; memory of 256 MB.
  private static final double SECONDS = .25;
  private static final int NUMBERS = 2_000_000;
  private static final int TRIES = 3;
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Yardstick() {}

  /** Returns how many times the processor time of a quiet machine is needed here, at least 1. */
  static double slowness() {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < TRIES; i++) {
      long begin = PROCESS.getProcessCpuTime();
      read();
      least = Math.min(least, (PROCESS.getProcessCpuTime() - begin) / 1e9);
    }
    return Math.max(1, least / SECONDS);
  }

  /** Does what readers of text do most: cuts texts out, makes numbers of them, and keeps them. */
  private static void read() {
    String text = "1.25,10.5,-3e2,0,";
    List<float[]> kept = new ArrayList<>();
    for (int from = 0; kept.size() < NUMBERS; from = from == text.length() ? 0 : from) {
      int end = text.indexOf(',', from);
      kept.add(new float[] {Float.parseFloat(text.substring(from, end))});
      from = end + 1;
    }
  }
}
