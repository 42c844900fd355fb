package org.dropoutdistillery.fuzz;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.dropoutdistillery.fuzz.FileKind.Reading;

/** Writes and reads mutated files of one kind, one after the other. */
final class Campaign {
  // Of the processor, and of a machine as fast as the yardstick's: others are not to be seen here.
  private static final double MOST_SECONDS = 2;
  private static final int TRIES = 3;
  private static final int MOST_FAULTS = 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final FileKind kind;
  private final Path folder;
  private final List<String> faults = new ArrayList<>();
  private final Set<String> reasons = new HashSet<>();
  private long files;
  private long readings;
  private long opened;
  private double slowest;
  private String slowestAt = "";
  private long mostBytes;
  private String mostAt = "";

  /**
   * @param folder that holds nothing else
   */
  Campaign(FileKind kind, Path folder) {
    this.kind = kind;
    this.folder = folder;
  }

  /**
   * @param first number of the first file; a number and a kind always give the same file
   * @param begun hears each number before its file is read
   */
  void run(long first, long count, LongConsumer begun) throws IOException {
    for (long number = first; number < first + count && faults.size() < MOST_FAULTS; number++) {
      begun.accept(number);
      Path place = Files.createDirectory(folder.resolve("case"));
      Path file = kind.write(number, random(number), place);
      List<String> before = contents();
      for (Reading reading : kind.readings()) {
        read(reading, file, number);
      }
      if (!contents().equals(before)) {
        fault(number, "all", "files are others now: " + before + " and " + contents(), null);
      }
      delete(place);
      files++;
    }
  }

  private Random random(long number) {
    return new Random(31 * number + kind.name().hashCode());
  }

  private void read(Reading reading, Path file, long number) {
    readings++;
    double seconds = Double.POSITIVE_INFINITY;
    // The compiler of the JVM takes its time now and then.
    for (int i = 0; i < TRIES && seconds > MOST_SECONDS; i++) {
      long begin = PROCESS.getProcessCpuTime();
      long bytes = THREADS.getCurrentThreadAllocatedBytes();
      readOnce(reading, file, number, i == 0);
      bytes = THREADS.getCurrentThreadAllocatedBytes() - bytes;
      seconds = Math.min(seconds, (PROCESS.getProcessCpuTime() - begin) / 1e9);
      if (bytes > mostBytes) {
        mostBytes = bytes;
        mostAt = number + " " + reading.name();
      }
    }
    if (seconds > slowest) {
      slowest = seconds;
      slowestAt = number + " " + reading.name();
    }
    if (seconds > MOST_SECONDS) {
      double slowness = Yardstick.slowness();
      if (seconds > MOST_SECONDS * slowness) {
        fault(
            number,
            reading.name(),
            "%.1f s on a machine %.2f times as slow as it may be".formatted(seconds, slowness),
            null);
      }
    }
  }

  private void readOnce(Reading reading, Path file, long number, boolean first) {
    try {
      reading.action().read(file);
      opened += first ? 1 : 0;
    } catch (Throwable thrown) { // an error is what is looked for
      String problem = Refusal.problem(thrown, file);
      if (problem != null && first) {
        fault(number, reading.name(), problem, thrown);
      } else if (first && thrown.getMessage() != null) {
        reasons.add(thrown.getMessage().replaceAll("[0-9]+|'[^']*'|\"[^\"]*\"", "#"));
      }
    }
  }

  private void fault(long number, String reading, String problem, Throwable thrown) {
    StringBuilder text =
        new StringBuilder("%s %d, %s: %s".formatted(kind.name(), number, reading, problem));
    if (thrown != null) {
      String said = thrown.toString();
      text.append("\n  ").append(said.length() > 600 ? said.substring(0, 600) + "..." : said);
      StackTraceElement[] stack = thrown.getStackTrace();
      for (int i = 0; i < Math.min(8, stack.length); i++) {
        text.append("\n    at ").append(stack[i]);
      }
    }
    faults.add(text.toString());
  }

  /** Returns what lies below the folder, with sizes and times. */
  private List<String> contents() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      List<String> contents = new ArrayList<>();
      for (Path path : (Iterable<Path>) paths.sorted()::iterator) {
        contents.add(
            folder.relativize(path)
                + (Files.isDirectory(path)
                    ? ""
                    : " " + Files.size(path) + " " + Files.getLastModifiedTime(path)));
      }
      return contents;
    }
  }

  private static void delete(Path place) throws IOException {
    try (Stream<Path> paths = Files.walk(place)) {
      for (Path path :
          (Iterable<Path>) paths.sorted(java.util.Comparator.reverseOrder())::iterator) {
        Files.delete(path);
      }
    }
  }

  List<String> faults() {
    return faults;
  }

  /** Says what came of it in one line. */
  String summary() {
    return "%s: %d files, %d readings, %d opened, %d ways of being refused; slowest %.2f s (%s), most %d MB allocated (%s)"
        .formatted(
            kind.name(),
            files,
            readings,
            opened,
            reasons.size(),
            slowest,
            slowestAt,
            mostBytes >> 20,
            mostAt);
  }
}
