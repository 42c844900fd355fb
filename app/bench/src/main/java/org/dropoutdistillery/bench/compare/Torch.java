package org.dropoutdistillery.bench.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the baseline in PyTorch, each time in a process of its own. */
final class Torch {
  private static final String CHOICE = "OPENBLAS_CORETYPE";
  private static final List<String> KNOWN_KERNELS =
      List.of("SapphireRapids", "Cooperlake", "SkylakeX", "Haswell", "Zen");
  private static final int MOST_MINUTES = 5;

  /**
   * Kernels of OpenBLAS that run on this machine.
   *
   * @param name as OpenBLAS reports it
   * @param request value of the variable that asks for them; empty to leave the choice to OpenBLAS
   */
  record Kernel(String name, String request) {}

  /**
   * A line of the baseline.
   *
   * @param row what was done
   * @param way how it was done
   * @param millis times of one, in several turns
   * @param kernel of OpenBLAS
   * @param openblas its version
   * @param torch version of PyTorch
   */
  record Line(
      String row, String way, List<Double> millis, String kernel, String openblas, String torch) {
    Line {
      millis = millis == null ? List.of() : millis;
    }

    double median() {
      return Series.median(millis);
    }
  }

  private final String python;
  private final Path script;
  private final List<Kernel> kernels = new ArrayList<>();
  private final Line described;

  private Torch(String python, Path script) {
    this.python = python;
    this.script = script;
    described = run("", List.of("kernel")).get(0);
    kernels.add(new Kernel(described.kernel(), ""));
  }

  /**
   * Finds a Python that has PyTorch.
   *
   * @throws TorchException if there is none
   */
  static Torch find(Path script) {
    List<String> failures = new ArrayList<>();
    for (String python :
        Stream.of(System.getenv("PYTHON"), "python3", "/usr/bin/python3")
            .filter(Objects::nonNull)
            .toList()) {
      try {
        return new Torch(python, script);
      } catch (TorchException missing) {
        failures.add(missing.getMessage());
      }
    }
    throw new TorchException(String.join(System.lineSeparator(), failures));
  }

  /** Looks for other kernels that this machine can run. */
  void findKernels() {
    for (String request : KNOWN_KERNELS) {
      try {
        String name = run(request, List.of("kernel")).get(0).kernel();
        if (kernels.stream().noneMatch(known -> known.name().equals(name))) {
          kernels.add(new Kernel(name, request));
        }
      } catch (TorchException notForThisProcessor) {
        // Its process ended at the first instruction that this processor does not know.
      }
    }
  }

  List<Kernel> kernels() {
    return kernels;
  }

  String version() {
    return described.torch();
  }

  String blasVersion() {
    return described.openblas();
  }

  /**
   * Times ways of doing a row.
   *
   * @param ways none for all of them
   * @throws TorchException if the process fails or takes too long
   */
  List<Line> time(String row, Kernel kernel, double seconds, List<String> ways) {
    List<String> arguments = new ArrayList<>(List.of(row, "--seconds", Double.toString(seconds)));
    for (String way : ways) {
      arguments.addAll(List.of("--way", way));
    }
    return run(kernel.request(), arguments);
  }

  private List<Line> run(String kernel, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(python, script.toString()));
    command.addAll(arguments);
    String where =
        (kernel.isEmpty() ? "" : CHOICE + "=" + kernel + " ") + String.join(" ", command);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove(CHOICE);
    if (!kernel.isEmpty()) {
      builder.environment().put(CHOICE, kernel);
    }
    try {
      File out = File.createTempFile("pytorch", ".out");
      File err = File.createTempFile("pytorch", ".err");
      try {
        Process process = builder.redirectOutput(out).redirectError(err).start();
        requireSuccess(process, where, err.toPath());
        return parse(Files.readAllLines(out.toPath()), where);
      } finally {
        Files.delete(out.toPath());
        Files.delete(err.toPath());
      }
    } catch (IOException e) {
      throw new TorchException(where + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TorchException(where + ": interrupted");
    }
  }

  private static void requireSuccess(Process process, String where, Path err)
      throws IOException, InterruptedException {
    if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new TorchException(where + ": not done after " + MOST_MINUTES + " minutes, stopped");
    }
    if (process.exitValue() != 0) {
      String said = Files.readString(err).strip();
      throw new TorchException(
          "%s: ended with %d%s"
              .formatted(where, process.exitValue(), said.isEmpty() ? "" : ": " + said));
    }
  }

  static List<Line> parse(List<String> lines, String where) {
    JsonMapper json = new JsonMapper();
    List<Line> parsed = new ArrayList<>();
    for (String line : lines) {
      try {
        parsed.add(json.readValue(line, Line.class));
      } catch (JsonProcessingException e) {
        throw new TorchException(
            "%s: line %d is '%s', expected a measurement in JSON (%s)"
                .formatted(where, parsed.size() + 1, line, e.getOriginalMessage()));
      }
    }
    if (parsed.isEmpty()) {
      throw new TorchException(where + ": no line, expected one for each way");
    }
    return parsed;
  }
}
