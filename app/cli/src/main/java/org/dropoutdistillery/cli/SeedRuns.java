package org.dropoutdistillery.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.run.SeedFigure;
import org.dropoutdistillery.run.SeedStudy;
import org.dropoutdistillery.run.TestResult;
import org.dropoutdistillery.run.TrainingDivergedException;
import org.dropoutdistillery.store.OutputFile;
import org.dropoutdistillery.store.RunFolder;
import org.dropoutdistillery.store.SeedFiles;
import picocli.CommandLine;

/**
 * Runs a recipe with several seeds, each into a folder of its own, and compares over them.
 *
 * @param json whether to print seeds.json in place of the table
 * @param margins see {@link SeedStudy#figures}
 */
record SeedRuns(
    CommandLine terminal,
    boolean json,
    Recipe recipe,
    List<Long> seeds,
    Map<String, Double> margins) {

  /**
   * Returns the exit code. A seed that diverges is said and left out; the others go on.
   *
   * @throws IOException if a folder or file cannot be written
   */
  int into(Path out, ThreadsOption threads) throws IOException {
    RunFolder.open(out);
    OutputFile csv = OutputFile.at(out.resolve("seeds.csv"));
    OutputFile summary = OutputFile.at(out.resolve("seeds.json"));
    List<Long> done = new ArrayList<>();
    List<TestResult> results = new ArrayList<>();
    boolean diverged = false;
    for (int i = 0; i < seeds.size() && Interruption.exitCode() == 0; i++) {
      say("%nSeed %d (%d of %d)%n", seeds.get(i), i + 1, seeds.size());
      try {
        RunOutcome outcome = run(seeds.get(i), out, threads);
        if (outcome.isComplete()) {
          done.add(seeds.get(i));
          results.add(outcome.test());
          say("%s%n", outcome.test().report().verdict());
        }
      } catch (TrainingDivergedException failed) {
        diverged = true;
        say("seed %d: %s; it is left out of the comparison%n", seeds.get(i), failed.getMessage());
      }
    }
    if (!results.isEmpty()) {
      List<SeedFigure> figures =
          SeedStudy.figures(results, recipe.evaluation().confidence(), margins);
      String text = SeedFiles.json(recipe.name(), done, figures);
      csv.write(SeedFiles.csv(done, figures).getBytes(StandardCharsets.UTF_8));
      summary.write(text.getBytes(StandardCharsets.UTF_8));
      print(json ? text : "%n".formatted() + SeedsTable.of(done, figures));
      say("%nAll figures of every seed: %s%n", out.resolve("seeds.csv"));
    }
    if (Interruption.exitCode() != 0) {
      say("Stopped after %d of %d seeds.%n", done.size(), seeds.size());
      return Interruption.exitCode();
    }
    return diverged ? Distillery.DIVERGED : 0;
  }

  private RunOutcome run(long seed, Path out, ThreadsOption threads) throws IOException {
    Recipe seeded = recipe.withSeed(seed);
    return new FolderRun(
            terminal, FolderRun.Printed.NOTHING, seeded, RunData.load(seeded), null, null)
        .into(out.resolve("seed-" + seed), threads);
  }

  private void print(String text) {
    PrintWriter stdout = terminal.getOut();
    stdout.print(text);
    stdout.flush();
  }

  private void say(String format, Object... values) {
    terminal.getErr().printf(format, values);
    terminal.getErr().flush();
  }
}
