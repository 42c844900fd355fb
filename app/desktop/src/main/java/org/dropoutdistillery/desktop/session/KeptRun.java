package org.dropoutdistillery.desktop.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.dropoutdistillery.run.Checkpoint;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.store.CheckpointFile;
import org.dropoutdistillery.store.FolderTree;
import org.dropoutdistillery.store.RunLock;
import org.dropoutdistillery.store.UnfinishedRun;

/**
 * A run that did not come to its end, and the right to go on with it, which nobody else has.
 *
 * @param folder that holds it
 * @param lock of that folder
 * @param run what is kept
 */
public record KeptRun(Path folder, RunLock lock, UnfinishedRun run) implements AutoCloseable {
  /**
   * Takes the run in a folder.
   *
   * @return null if another window has it
   * @throws IOException if it is damaged or cannot be read
   */
  static KeptRun take(Path folder) throws IOException {
    RunLock lock = RunLock.tryTake(folder);
    if (lock == null) {
      return null;
    }
    try {
      return new KeptRun(folder, lock, UnfinishedRun.read(folder));
    } catch (IOException | RuntimeException damaged) {
      lock.close();
      throw damaged;
    }
  }

  /**
   * Takes the latest one that nobody has.
   *
   * @param refuse hears of those that are damaged
   * @return null if there is none
   */
  public static KeptRun latest(RunArchive archive, Consumer<String> refuse) throws IOException {
    for (Path folder : RunLock.unfinished(archive.unfinished())) {
      try {
        KeptRun kept = take(folder);
        if (kept != null) {
          return kept;
        }
      } catch (IOException damaged) {
        refuse.accept(damaged.getMessage());
      }
    }
    return null;
  }

  /** Returns its recipe as given at the start, with every change that was or will be made. */
  public Recipe recipe() {
    Checkpoint checkpoint = run.checkpoint();
    List<LiveChange> changes = new ArrayList<>(checkpoint.journal());
    checkpoint.recipe().changes().stream()
        .filter(change -> change.step() >= checkpoint.steps())
        .forEach(changes::add);
    return checkpoint.recipe().withChanges(changes);
  }

  /** Removes it for good. */
  public void giveUp() throws IOException {
    CheckpointFile.remove(folder);
    lock.close();
    FolderTree.delete(folder);
  }

  /** Leaves it for another time. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
