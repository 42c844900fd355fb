package org.dropoutdistillery.desktop.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory the program takes. */
final class Memory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double MEBI = 1 << 20;

  private Memory() {}

  /** Returns what is resident on Linux, elsewhere what the heap holds, in MB (2^20 bytes). */
  static String words() {
    double resident = resident();
    if (resident > 0) {
      return Math.round(resident) + " MB";
    }
    Runtime runtime = Runtime.getRuntime();
    return Math.round((runtime.totalMemory() - runtime.freeMemory()) / MEBI) + " MB heap";
  }

  private static double resident() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
      }
    } catch (IOException noSuchSystem) {
      return 0;
    }
    return 0;
  }
}
