package org.dropoutdistillery.desktop.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program as it is packaged, in a process of its own that has one home folder. */
final class PackagedWindow implements AutoCloseable {
  private final Path folder;
  private final Process process;

  /**
   * @param folder empty; gets the home of the program and what it prints
   */
  PackagedWindow(Path folder) throws IOException {
    this.folder = folder;
    Path packaged = Path.of(System.getProperty("packaged"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Djava.awt.headless=true", "-XX:+UseSerialGC", "-Xmx600m"));
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=javafx.graphics,ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("--module-path", packaged.resolve("lib/javafx").toString()));
    command.addAll(List.of("--add-modules", "javafx.controls,javafx.swing"));
    command.add("-Ddistillery.home=" + folder.resolve("home"));
    command.add("-Ddistillery.trace=" + folder.resolve("trace"));
    command.addAll(List.of("-jar", packaged.resolve("distillery-desktop.jar").toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("printed").toFile())
            .start();
  }

  /** Returns the home folder of the program. */
  Path home() {
    return folder.resolve("home");
  }

  /** Returns everything it printed. */
  String printed() throws IOException {
    return Files.readString(folder.resolve("printed"));
  }

  /** Waits until the program has made this mark, see {@link Trace}. */
  void awaitMark(String name, Duration most) throws IOException, InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    Path trace = folder.resolve("trace");
    while (!Files.exists(trace) || !Files.readString(trace).contains(name + " ")) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new AssertionError(name + " did not come within " + most + "; printed: " + printed());
      }
      Thread.sleep(20);
    }
  }

  /** Returns the share of one processor that it uses over a while. */
  double load(Duration over) throws InterruptedException {
    Duration before = processorTime();
    long start = System.nanoTime();
    Thread.sleep(over.toMillis());
    return (double) processorTime().minus(before).toNanos() / (System.nanoTime() - start);
  }

  private Duration processorTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Returns its exit code, or null where it goes on for longer. */
  Integer exitCode(Duration most) throws InterruptedException {
    return process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : null;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
