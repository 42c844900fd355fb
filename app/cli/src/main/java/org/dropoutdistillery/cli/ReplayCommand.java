package org.dropoutdistillery.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.store.Replay;
import org.dropoutdistillery.tensor.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Does a run again and says whether it gives the same bits. */
@Command(
    name = "replay",
    description = {
      "Does a run again, with every change that was made while it went on, and compares each"
          + " evaluation, the weights and the numbers of the test with those in its folder, to the"
          + " last bit.",
      "",
      "Nothing is written. The same bits are promised on the same processor type, Java and BLAS"
          + " kernel, with any number of threads."
    },
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of a run, as 'run' or 'distil' wrote it.")
  private Path folder;

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() throws IOException {
    Replay replay = Replay.open(folder);
    RunOutcome again;
    try (Workers workers = threads.workers();
        ProgressDisplay display = ProgressDisplay.on(spec.commandLine().getErr())) {
      RunDriver driver = new RunDriver(replay.run(workers), display, false);
      Interruption.onSignal(driver::cancel);
      display.follow(driver);
      again = driver.driveTo(replay.lastStep());
    }
    return Interruption.exitCode() == 0 ? compare(replay, again) : Interruption.exitCode();
  }

  private int compare(Replay replay, RunOutcome again) throws IOException {
    List<String> differences = replay.differences(again);
    PrintWriter out = spec.commandLine().getOut();
    if (differences.isEmpty()) {
      out.printf(
          "The same bits: %d evaluations, the weights%s.%n",
          again.curve().size(), again.isComplete() ? " and the numbers of the test" : "");
    } else {
      differences.forEach(out::println);
      List<String> others = replay.otherEnvironment();
      if (others.isEmpty()) {
        out.println("Other numbers on the same kind of machine: have the data or files changed?");
      } else {
        out.println("Other numbers, as may be on another kind of machine:");
        others.forEach(other -> out.println("  " + other));
      }
    }
    out.flush();
    return differences.isEmpty() ? 0 : Distillery.OTHER_NUMBERS;
  }
}
