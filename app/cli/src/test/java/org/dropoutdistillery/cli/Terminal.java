package org.dropoutdistillery.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** The terminal program as tests use it: in this process, or as one of its own. */
final class Terminal {
  /** A recipe that takes a moment: few epochs, small nets, few passes. */
  static final List<String> QUICK =
      List.of(
          "--set", "teacher.layers[0].units=16",
          "--set", "teacher.layers[1].units=12",
          "--set", "teacher.training.epochs=3",
          "--set", "student.training.epochs=2",
          "--set", "evaluation.everySteps=20",
          "--set", "evaluation.passes=20",
          "--set", "evaluation.finalPasses=40",
          "--set", "evaluation.bootstrapResamples=200");

  record Result(int exitCode, String out, String err) {}

  private Terminal() {}

  static Result inProcess(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine program = Distillery.commandLine();
    program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = program.execute(arguments);
    return new Result(exitCode, out.toString(), err.toString());
  }

  static String[] run(Path out, String... more) {
    List<String> arguments = new ArrayList<>(List.of("run", "digits", "--out", out.toString()));
    arguments.addAll(QUICK);
    arguments.addAll(Arrays.asList(more));
    return arguments.toArray(String[]::new);
  }

  static Process start(Path folder, String... arguments) throws IOException {
    return start(folder, List.of(), arguments);
  }

  static Process start(Path folder, List<String> ofJvm, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true"));
    Arrays.stream(System.getProperty("jdk.arguments", "").split(" "))
        .filter(argument -> !argument.isBlank())
        .forEach(command::add);
    command.addAll(ofJvm);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Distillery.class.getName()));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(folder.resolve("out.txt").toFile())
        .redirectError(folder.resolve("err.txt").toFile())
        .start();
  }

  static Result finish(Process process, Path folder) throws IOException, InterruptedException {
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the program did not end: " + read(folder, "err.txt"));
    }
    return new Result(process.exitValue(), read(folder, "out.txt"), read(folder, "err.txt"));
  }

  static String read(Path folder, String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static List<String> filesIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
