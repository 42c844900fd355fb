package org.dropoutdistillery.desktop.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dropoutdistillery.plots.ReportContent;
import org.dropoutdistillery.plots.ReportPage;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunFacts;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.store.FolderTree;
import org.dropoutdistillery.store.RunFolder;
import org.dropoutdistillery.store.TeacherOrigin;

/**
 * Where the runs of the window are written, each into a folder of its own, as the terminal writes
 * them.
 *
 * @param root the folder that holds them
 */
public record RunArchive(Path root) {
  /** Returns the folder for checkpoints of runs that did not come to their end. */
  Path unfinished() {
    return root.resolve(".unfinished");
  }

  /**
   * Writes a run into a new folder.
   *
   * @param origin where its teacher comes from; null if the run trained it
   * @return that folder
   * @throws IOException saying what could not be written
   */
  Path save(RunOutcome outcome, RunData data, TeacherOrigin origin) throws IOException {
    Path folder = newFolder(outcome);
    try {
      return write(outcome, data, origin, folder);
    } catch (IOException failed) {
      discardIfEmpty(folder);
      throw failed;
    }
  }

  /**
   * Writes a run into a chosen folder.
   *
   * @throws IOException saying what could not be written
   */
  private static Path write(RunOutcome outcome, RunData data, TeacherOrigin origin, Path folder)
      throws IOException {
    Environment environment = Environment.current();
    ReportContent report = ReportContent.of(outcome, RunFacts.of(outcome, data, environment));
    RunFolder.open(folder).write(outcome, environment, ReportPage.html(report), origin);
    return folder;
  }

  /** Makes a folder that no other program that writes here at the same time has or will take. */
  private Path newFolder(RunOutcome outcome) throws IOException {
    RunFolder.open(root); // says what is in the way
    return FolderTree.createNew(root, outcome.recipe().name() + "-" + outcome.recipe().seed());
  }

  private static void discardIfEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException holdsSomething) {
      // Then it stays, for the person to look at.
    }
  }
}
