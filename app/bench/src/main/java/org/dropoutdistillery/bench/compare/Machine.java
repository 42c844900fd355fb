package org.dropoutdistillery.bench.compare;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dropoutdistillery.run.Environment;

/**
 * Where something was measured, and with what.
 *
 * @param system operating system
 * @param memoryGib of the machine
 * @param load processes that wanted to run when it began, over the last minute: near 0 on a quiet
 *     machine
 * @param engine what the engine runs on
 * @param torch version of PyTorch
 * @param torchBlas version of its OpenBLAS
 * @param torchKernels kernels of its OpenBLAS that run here; the first is its own choice
 */
record Machine(
    String system,
    long memoryGib,
    double load,
    Environment engine,
    String torch,
    String torchBlas,
    List<String> torchKernels) {

  static Machine current(Torch torch) {
    OperatingSystemMXBean bean = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine(
        operatingSystem(),
        Math.round(bean.getTotalMemorySize() / (double) (1 << 30)),
        bean.getSystemLoadAverage(),
        Environment.current(),
        torch.version(),
        torch.blasVersion(),
        torch.kernels().stream().map(Torch.Kernel::name).toList());
  }

  private static String operatingSystem() {
    String name = System.getProperty("os.name") + " " + System.getProperty("os.version");
    try {
      return Files.readAllLines(Path.of("/etc/os-release")).stream()
          .filter(line -> line.startsWith("PRETTY_NAME="))
          .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", "") + ", " + name)
          .findFirst()
          .orElse(name);
    } catch (IOException notLinux) {
      return name;
    }
  }
}
