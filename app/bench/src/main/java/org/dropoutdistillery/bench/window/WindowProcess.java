package org.dropoutdistillery.bench.window;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.Preferences;

/**
 * Starts processes that measure.
 *
 * @param root folder of the project
 * @param folder for files that last as long as a process
 */
record WindowProcess(Path root, Path folder) {
  private static final Duration MOST = Duration.ofMinutes(45);

  /**
   * Opens the window with {@code app/launch} and plays a scene in it.
   *
   * @return what it measured, and the marks that the window made, in nanoseconds since 1970
   * @throws IOException saying what went wrong
   */
  Map<String, Double> play(Scene scene) throws IOException, InterruptedException {
    Path agent = root.resolve("app/bench/target/distillery-bench.jar");
    return launch("-javaagent:" + agent + "=" + scene.argument(), scene.out(), true);
  }

  /** Opens the window until its run could begin, and returns its marks. */
  Map<String, Double> open() throws IOException, InterruptedException {
    return launch("", folder.resolve("trace"), false);
  }

  private Map<String, Double> launch(String options, Path result, boolean toTheEnd)
      throws IOException, InterruptedException {
    Path home = Files.createTempDirectory(folder, "home");
    new Preferences(home, new Messages()).setLessonSeen(true);
    Path trace = Files.createDirectories(folder).resolve("trace");
    Files.deleteIfExists(trace);
    Files.deleteIfExists(result);
    ProcessBuilder builder = new ProcessBuilder(root.resolve("app/launch").toString());
    builder
        .environment()
        .put(
            "DISTILLERY_JVM_OPTS",
            "-Ddistillery.home=" + home + " -Ddistillery.trace=" + trace + " " + options);
    Process process = start(builder);
    if (toTheEnd) {
      finish(process, result);
    } else {
      awaitLine(process, trace, "ready ");
      process.destroy();
      process.waitFor();
    }
    Map<String, Double> values = read(result);
    values.putAll(read(trace));
    return values;
  }

  /** Runs a scene's recipe without a window. */
  Map<String, Double> headless(Scene scene) throws IOException, InterruptedException {
    Files.deleteIfExists(scene.out());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xms32m", "-Xmx600m", "-Djava.awt.headless=true"));
    command.addAll(
        List.of("-cp", root.resolve("app/bench/target/distillery-bench.jar").toString()));
    command.addAll(List.of(Headless.class.getName(), scene.argument()));
    finish(start(new ProcessBuilder(command)), scene.out());
    return read(scene.out());
  }

  private Process start(ProcessBuilder builder) throws IOException {
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("printed").toFile())
        .start();
  }

  private void finish(Process process, Path result) throws IOException, InterruptedException {
    if (!process.waitFor(MOST.toMinutes(), TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("did not end within " + MOST + printed());
    }
    if (process.exitValue() != 0 || !Files.exists(result)) {
      String said = Files.exists(result) ? Files.readString(result) : "";
      throw new IOException("ended with " + process.exitValue() + ": " + said + printed());
    }
  }

  private void awaitLine(Process process, Path file, String begin)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + MOST.toNanos();
    while (!Files.exists(file) || !Files.readString(file).contains(begin)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("the window did not open" + printed());
      }
      Thread.sleep(20);
    }
  }

  private String printed() throws IOException {
    return "; printed: " + Files.readString(folder.resolve("printed"));
  }

  private static Map<String, Double> read(Path file) throws IOException {
    Map<String, Double> values = new LinkedHashMap<>();
    for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
      String[] parts = line.split(" ", 2);
      values.put(parts[0], Double.parseDouble(parts[1]));
    }
    return values;
  }
}
