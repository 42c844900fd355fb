package org.dropoutdistillery.desktop.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dropoutdistillery.run.Checkpoint;
import org.dropoutdistillery.run.CheckpointSink;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.store.CheckpointFile;
import org.dropoutdistillery.store.FolderTree;
import org.dropoutdistillery.store.RunLock;
import org.dropoutdistillery.store.TeacherOrigin;

/** The checkpoints of one run, in a folder of its own that is made with the first of them. */
final class Checkpoints implements CheckpointSink {
  private final Path root;
  private final String name;
  private final TeacherOrigin origin;
  private Path folder;
  private RunLock lock;
  private RunData data;
  private CheckpointFile file;

  private Checkpoints(Path root, String name, TeacherOrigin origin, Path folder, RunLock lock) {
    this.root = root;
    this.name = name;
    this.origin = origin;
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * @param name that the folder under {@code root} gets, with a number after it where needed
   * @param origin where the run's teacher comes from; null if the run trains it
   */
  static Checkpoints inNewFolder(Path root, String name, TeacherOrigin origin) {
    return new Checkpoints(root, name, origin, null, null);
  }

  /** Takes the place of those that are kept, and their lock. */
  static Checkpoints in(KeptRun kept) {
    return new Checkpoints(null, null, kept.run().origin(), kept.folder(), kept.lock());
  }

  /** Says what the run sees; before the first is written. */
  synchronized void of(RunData seen) {
    data = seen;
  }

  @Override
  public synchronized void write(Checkpoint checkpoint) throws IOException {
    if (checkpoint.steps() == 0) {
      return; // nothing to lose
    }
    if (folder == null) {
      Files.createDirectories(root);
      folder = FolderTree.createNew(root, name);
      lock = RunLock.take(folder);
    }
    if (file == null) {
      file = new CheckpointFile(folder, data, origin);
    }
    file.write(checkpoint);
  }

  /**
   * Lets go of the folder.
   *
   * @param keep whether somebody may go on with the run; else all is removed
   */
  synchronized void close(boolean keep) throws IOException {
    if (lock == null) {
      return;
    }
    if (!keep) {
      CheckpointFile.remove(folder);
    }
    lock.close();
    lock = null;
    if (!keep) {
      FolderTree.delete(folder);
    }
  }
}
