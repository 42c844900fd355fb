package org.dropoutdistillery.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The runs that were written into one folder, each in a folder of its own, and the bin beside it.
 * Several programs may work on both at once: what another has taken away is gone at the next look.
 */
public final class RunShelf {
  /** A run is written within this time. */
  private static final Duration WRITING = Duration.ofMinutes(1);

  private final Path runs;
  private final RunBin bin;

  public RunShelf(Path runs, Path bin) {
    this.runs = runs;
    this.bin = new RunBin(bin);
  }

  /** Returns the folder that holds the runs. */
  public Path runs() {
    return runs;
  }

  /**
   * Returns what lies there, the newest first. A run that cannot be read says why.
   *
   * @param cancelled asked before each; when it says so, the rest is left out
   * @throws IOException if the folder itself cannot be read
   */
  public List<ListedRun> list(BooleanSupplier cancelled) throws IOException {
    List<ListedRun> all = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(runs, RunShelf::mayHoldRun)) {
      for (Path folder : folders) {
        if (cancelled.getAsBoolean()) {
          break;
        }
        ListedRun run = read(folder);
        if (run != null) {
          all.add(run);
        }
      }
    } catch (NoSuchFileException none) {
      return List.of();
    }
    all.sort(Comparator.comparing(ListedRun::written).reversed().thenComparing(ListedRun::folder));
    return List.copyOf(all);
  }

  private static boolean mayHoldRun(Path path) {
    return Files.isDirectory(path) && !path.getFileName().toString().startsWith(".");
  }

  /** Returns null where it is gone meanwhile. */
  private static ListedRun read(Path folder) {
    RunFigures figures = null;
    String problem = "";
    Instant written = Instant.EPOCH;
    long bytes = 0;
    try {
      written = written(folder);
      bytes = FolderTree.bytes(folder);
      figures = RunFigures.of(folder);
    } catch (IOException damaged) {
      if (Files.notExists(folder)) {
        return null;
      }
      problem = isBeingWritten(folder) ? "is being written" : OutputFile.reason(damaged);
    }
    return new ListedRun(folder, RunName.of(folder), written, bytes, figures, problem);
  }

  private static Instant written(Path folder) throws IOException {
    Path summary = folder.resolve("summary.json");
    return Files.getLastModifiedTime(Files.exists(summary) ? summary : folder).toInstant();
  }

  /** The summary is what a run writes last. */
  private static boolean isBeingWritten(Path folder) {
    try {
      Instant touched = Files.getLastModifiedTime(folder).toInstant();
      return Files.notExists(folder.resolve("summary.json"))
          && Duration.between(touched, Instant.now()).compareTo(WRITING) < 0;
    } catch (IOException gone) {
      return false;
    }
  }

  private static void requireAtRest(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      throw new NoSuchFileException(folder.toString(), null, folder + " is gone");
    }
    if (isBeingWritten(folder)) {
      throw new IOException(folder.getFileName() + " is being written; wait until that is done");
    }
  }

  /**
   * Gives a run a name.
   *
   * @param name see {@link RunName#problem}; that of its folder takes the given one away
   * @throws IOException saying what is in the way
   */
  public void rename(Path folder, String name) throws IOException {
    requireAtRest(folder);
    RunName.give(folder, name);
  }

  /**
   * Moves a run into the bin.
   *
   * @throws IOException saying what is in the way; it is then where it was
   */
  public BinnedRun discard(Path folder) throws IOException {
    requireAtRest(folder);
    return bin.add(folder);
  }

  /**
   * Moves a run out of the bin again.
   *
   * @return where it lies: under its old name if that is free
   * @throws IOException saying what is in the way
   */
  public Path restore(BinnedRun run) throws IOException {
    return bin.restore(run, runs);
  }

  /** Returns what lies in the bin, the newest first. */
  public List<BinnedRun> binned() throws IOException {
    return bin.list();
  }

  /** Deletes these for good, as far as they still lie in the bin. */
  public void delete(List<BinnedRun> binned) throws IOException {
    bin.delete(binned);
  }
}
