package org.dropoutdistillery.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.dropoutdistillery.store.SavedRun;
import picocli.CommandLine.Parameters;

/** The run that a command works with. */
final class SavedRunArgument {
  @Parameters(
      paramLabel = "DIR",
      description = "Folder of a run, as 'run' or 'distil' wrote it, or a file from 'pack'.")
  private Path folder;

  /**
   * Opens the run, and says so where it was not done.
   *
   * @param changes of the recipe
   * @throws IOException if something in the folder is missing, damaged or does not fit
   */
  SavedRun open(Map<String, String> changes, PrintWriter err) throws IOException {
    return open(folder, changes, err);
  }

  static SavedRun open(Path folder, Map<String, String> changes, PrintWriter err)
      throws IOException {
    SavedRun run = SavedRun.open(folder, changes);
    if (!run.isComplete()) {
      err.printf(
          "%s: this run was stopped before its last step; its networks are as they were then%n",
          folder);
      err.flush();
    }
    return run;
  }
}
