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
import org.dropoutdistillery.store.RunFolder;

/**
 * Where the runs of the window are written, each into a folder of its own, as the terminal writes
 * them.
 *
 * @param root the folder that holds them
 */
public record RunArchive(Path root) {
  /**
   * Writes a run into a new folder.
   *
   * @return that folder
   * @throws IOException saying what could not be written
   */
  Path save(RunOutcome outcome, RunData data) throws IOException {
    return write(outcome, data, newFolder(outcome));
  }

  /**
   * Writes a run into a chosen folder.
   *
   * @throws IOException saying what could not be written
   */
  static Path write(RunOutcome outcome, RunData data, Path folder) throws IOException {
    Environment environment = Environment.current();
    ReportContent report = ReportContent.of(outcome, RunFacts.of(outcome, data, environment));
    RunFolder.open(folder).write(outcome, environment, ReportPage.html(report));
    return folder;
  }

  private Path newFolder(RunOutcome outcome) {
    String name = outcome.recipe().name() + "-" + outcome.recipe().seed();
    for (int i = 1; ; i++) {
      Path folder = root.resolve(i == 1 ? name : name + "-" + i);
      if (!Files.exists(folder)) {
        return folder;
      }
    }
  }
}
