package org.dropoutdistillery.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.SeedFigure;
import org.dropoutdistillery.run.SeedStudy;
import org.dropoutdistillery.run.TestResult;
import org.dropoutdistillery.run.TrainingDivergedException;
import org.dropoutdistillery.store.CheckpointFile;
import org.dropoutdistillery.store.OutputFile;
import org.dropoutdistillery.store.RunFolder;
import org.dropoutdistillery.store.SeedFiles;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Runs a recipe with several seeds, each into a folder of its own, and compares over them.
 *
 * @param json whether to print seeds.json in place of the table
 * @param margins see {@link SeedStudy#figures}
 * @param earlier what to do with runs that the folders hold; {@code RESUMED}: only what is missing
 *     is run, and all is compared as if it had been run now
 */
record SeedRuns(
    CommandLine terminal,
    boolean json,
    Recipe recipe,
    List<Long> seeds,
    Map<String, Double> margins,
    FolderRun.Earlier earlier) {

  /**
   * Returns the exit code. A seed that diverges is said and left out; the others go on.
   *
   * @throws IOException if a folder or file cannot be written
   */
  int into(Path out, ThreadsOption threads) throws IOException {
    if (earlier == FolderRun.Earlier.REFUSED) {
      requireNothingUnfinished(out);
    }
    RunFolder folder = RunFolder.open(out);
    Map<Long, TestResult> results = new LinkedHashMap<>();
    boolean diverged = false;
    try {
      // What is in their way is better said before the work than after it.
      OutputFile csv = OutputFile.at(out.resolve("seeds.csv"));
      OutputFile summary = OutputFile.at(out.resolve("seeds.json"));
      for (int i = 0; i < seeds.size() && Interruption.exitCode() == 0; i++) {
        say("%nSeed %d (%d of %d)%n", seeds.get(i), i + 1, seeds.size());
        diverged |= !run(seeds.get(i), out, threads, results);
      }
      if (!results.isEmpty()) {
        compare(results, csv, summary);
        say("%nAll figures of every seed: %s%n", out.resolve("seeds.csv"));
      }
    } finally {
      folder.discard();
    }
    if (Interruption.exitCode() != 0) {
      say(
          "Stopped after %d of %d seeds. To go on: the same command with --resume%n",
          results.size(), seeds.size());
      return Interruption.exitCode();
    }
    return diverged ? Distillery.DIVERGED : 0;
  }

  private void requireNothingUnfinished(Path out) {
    for (long seed : seeds) {
      Path folder = folderOf(seed, out);
      if (CheckpointFile.isIn(folder)) {
        throw new ParameterException(
            terminal,
            folder
                + ": holds an unfinished run; --resume goes on with it and the seeds that are"
                + " missing, --anew gives it up");
      }
    }
  }

  private static Path folderOf(long seed, Path out) {
    return out.resolve("seed-" + seed);
  }

  /** Returns whether the seed did not diverge; its result, if it came to one, joins the others. */
  private boolean run(long seed, Path out, ThreadsOption threads, Map<Long, TestResult> results)
      throws IOException {
    try {
      TestResult test =
          new SeedFolder(terminal, folderOf(seed, out), recipe.withSeed(seed), threads)
              .test(earlier);
      if (test != null) {
        results.put(seed, test);
        say("%s%n", test.report().verdict());
      }
      return true;
    } catch (TrainingDivergedException failed) {
      say("seed %d: %s; it is left out of the comparison%n", seed, failed.getMessage());
      return false;
    }
  }

  private void compare(Map<Long, TestResult> results, OutputFile csv, OutputFile summary)
      throws IOException {
    List<Long> done = List.copyOf(results.keySet());
    List<SeedFigure> figures =
        SeedStudy.figures(List.copyOf(results.values()), recipe.evaluation().confidence(), margins);
    String text = SeedFiles.json(recipe.name(), done, figures);
    OutputFile.write(
        Map.of(
            csv, SeedFiles.csv(done, figures).getBytes(StandardCharsets.UTF_8),
            summary, text.getBytes(StandardCharsets.UTF_8)));
    PrintWriter stdout = terminal.getOut();
    stdout.print(json ? text : "%n".formatted() + SeedsTable.of(done, figures));
    stdout.flush();
  }

  private void say(String format, Object... values) {
    terminal.getErr().printf(format, values);
    terminal.getErr().flush();
  }
}
