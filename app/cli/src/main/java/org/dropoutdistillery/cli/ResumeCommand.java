package org.dropoutdistillery.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.store.CheckpointFile;
import org.dropoutdistillery.store.UnfinishedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a run that did not come to its end. */
@Command(
    name = "resume",
    description = {
      "Goes on with a run that was stopped or killed, from its last checkpoint, and ends as it would"
          + " have ended: with the same bits on the same processor type, Java and BLAS kernel, with"
          + " any number of threads.",
      "",
      "A run writes a checkpoint every few seconds into checkpoint.npz in its folder, and removes it"
          + " at its end. The data that the recipe names must still be there (paths are seen from the"
          + " current folder)."
    },
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder of a run that 'run' or 'distil' began.")
  private Path folder;

  @Option(names = "--json", description = "Prints summary.json in place of the table.")
  private boolean json;

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": no such folder, expected one that 'run' or 'distil' wrote");
    }
    requireOneRun();
    UnfinishedRun unfinished = UnfinishedRun.read(folder);
    RunData data = unfinished.data();
    say(unfinished);
    new FolderRun(
            spec.commandLine(),
            FolderRun.Printed.of(json),
            data,
            workers -> unfinished.run(data, workers),
            unfinished.origin(),
            FolderRun.Earlier.RESUMED)
        .into(folder, threads);
    return Interruption.exitCode();
  }

  private void requireOneRun() throws IOException {
    try (DirectoryStream<Path> seeds = Files.newDirectoryStream(folder, "seed-*")) {
      if (!CheckpointFile.isIn(folder) && seeds.iterator().hasNext()) {
        throw new ParameterException(
            spec.commandLine(),
            folder + ": holds runs of several seeds; 'run' with --seeds and --resume goes on");
      }
    }
  }

  private void say(UnfinishedRun unfinished) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf("Goes on after step %d.%n", unfinished.checkpoint().steps());
    List<String> others = unfinished.otherEnvironment();
    if (!others.isEmpty()) {
      err.println("It began on another kind of machine, so its last bits may come out otherwise:");
      others.forEach(other -> err.println("  " + other));
    }
    err.flush();
  }
}
