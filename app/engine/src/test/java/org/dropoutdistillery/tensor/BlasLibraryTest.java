package org.dropoutdistillery.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the speed and the bits of every product rest on, looked at after ND4J has started. */
class BlasLibraryTest {
  private static final Path MAPPED_FILES = Path.of("/proc/self/maps");
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  // What OpenBLAS falls back to on a processor that it does not know.
  private static final List<String> FALLBACKS =
      List.of("UNKNOWN", "PRESCOTT", "CORE2", "BARCELONA", "NEHALEM", "SANDYBRIDGE");

  @BeforeAll
  static void multiply() {
    Matrix matrix = Matrix.of(1, 1, new float[] {3});
    Matrix product = Matrix.zeros(1, 1);
    Blas.multiply(1, matrix, matrix, product);
    assertThat(product.get(0, 0)).isEqualTo(9);
  }

  @Test
  void hasThePinnedVersion() {
    assertThat(BlasLibrary.version()).isEqualTo(System.getProperty("openblas.version"));
  }

  @Test
  void usesOneThread() {
    assertThat(BlasLibrary.threads()).isEqualTo(1);
  }

  /** The calling thread does all the work; of several, each would do its share. */
  @Test
  void multipliesOnTheCallingThread() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Matrix matrix = Matrix.zeros(1000, 1000);
    Matrix product = Matrix.zeros(1000, 1000);
    double share = 0;
    for (int i = 0; i < 4; i++) {
      long ofAll = process.getProcessCpuTime();
      long own = threads.getCurrentThreadCpuTime();
      for (int repeat = 0; repeat < 5; repeat++) {
        Blas.multiply(1000, matrix, matrix, product);
      }
      own = threads.getCurrentThreadCpuTime() - own;
      ofAll = process.getProcessCpuTime() - ofAll;
      share = Math.max(share, (double) own / ofAll);
    }
    assertThat(share).isGreaterThan(.75);
  }

  @Test
  void usesTheKernelThatWasAskedFor() {
    String asked = System.getenv("OPENBLAS_CORETYPE");
    assumeTrue(asked != null && !asked.isBlank(), "no kernel asked for");
    String kernel = asked.toUpperCase(Locale.ROOT);
    assumeTrue(Loader.addressof("gotoblas_" + kernel) != null, "OpenBLAS has no such kernel");

    assertThat(BlasLibrary.kernel()).isEqualTo(kernel);
  }

  @Test
  void doesNotFallBackToAnOldKernel() throws Exception {
    assumeTrue(System.getenv("OPENBLAS_CORETYPE") == null, "the kernel was asked for");
    assumeTrue(Files.isReadable(PROCESSORS), "only Linux tells what the processor can do");
    assumeTrue(Files.readString(PROCESSORS).contains(" avx2"), "an old processor");

    assertThat(BlasLibrary.kernel().toUpperCase(Locale.ROOT)).isNotIn(FALLBACKS);
  }

  @Test
  void isMappedOnce() throws Exception {
    assumeTrue(Files.isReadable(MAPPED_FILES), "only Linux lists its mapped files");

    List<String> libraries =
        Files.readAllLines(MAPPED_FILES).stream()
            .filter(line -> line.contains("/") && line.contains("openblas"))
            .map(line -> line.substring(line.indexOf('/')))
            .filter(path -> path.substring(path.lastIndexOf('/')).startsWith("/libopenblas"))
            .distinct()
            .toList();

    assertThat(libraries).hasSize(1);
  }
}
