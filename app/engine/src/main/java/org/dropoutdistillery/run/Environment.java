package org.dropoutdistillery.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dropoutdistillery.tensor.BlasLibrary;

/**
 * What a run's bits depend on beside its recipe, and how many cores shared the work.
 *
 * @param processor model name
 * @param cores available to the process
 * @param java version and vendor of the runtime
 * @param blas version of OpenBLAS
 * @param kernel processor type whose kernels OpenBLAS uses
 */
public record Environment(String processor, int cores, String java, String blas, String kernel) {
  /** Name and version of this program. */
  public static final String PROGRAM = "Dropout Distillery 0.1";

  /** Describes this process. */
  public static Environment current() {
    return new Environment(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.vm.version") + ", " + System.getProperty("java.vendor"),
        "OpenBLAS " + BlasLibrary.version(),
        BlasLibrary.kernel());
  }

  /**
   * Returns in what of that which decides about bits this differs from another, a line each; the
   * number of cores is not part of that.
   */
  public List<String> differencesFrom(Environment then) {
    List<String> differences = new ArrayList<>();
    addDifference(differences, "processor", then.processor, processor);
    addDifference(differences, "Java", then.java, java);
    addDifference(differences, "BLAS", then.blas, blas);
    addDifference(differences, "kernel", then.kernel, kernel);
    return differences;
  }

  private static void addDifference(
      List<String> differences, String what, String then, String now) {
    if (!now.equals(then)) {
      differences.add("%s: %s then, %s now".formatted(what, then, now));
    }
  }

  private static String processorName() {
    String fallback = System.getProperty("os.arch");
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(fallback);
    } catch (IOException notLinux) {
      return fallback;
    }
  }
}
