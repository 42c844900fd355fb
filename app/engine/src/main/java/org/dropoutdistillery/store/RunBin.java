package org.dropoutdistillery.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Where runs lie that somebody wants no more, until it is emptied. Each lies, under the name of its
 * folder, in a folder of its own, so that none is in the way of another. Programs may share it.
 */
final class RunBin {
  private static final String GOING = ".going-";

  private final Path root;

  RunBin(Path root) {
    this.root = root;
  }

  /** Moves a run into the bin, as a whole. */
  BinnedRun add(Path run) throws IOException {
    Files.createDirectories(root);
    Path place = Files.createTempDirectory(root, "run-");
    try {
      Path moved =
          Files.move(
              run, place.resolve(run.getFileName().toString()), StandardCopyOption.ATOMIC_MOVE);
      return binned(place, moved);
    } catch (IOException failed) {
      Files.deleteIfExists(place);
      throw failed;
    }
  }

  /** Moves a run out of the bin and returns where it lies: under its old name if that is free. */
  Path restore(BinnedRun run, Path runs) throws IOException {
    Files.createDirectories(runs);
    Path back = FolderTree.move(run.folder(), runs, run.folder().getFileName().toString());
    Files.deleteIfExists(run.folder().getParent());
    return back;
  }

  /** Returns what lies in the bin, the newest first. */
  List<BinnedRun> list() throws IOException {
    List<BinnedRun> all = new ArrayList<>();
    try (DirectoryStream<Path> places = Files.newDirectoryStream(root, Files::isDirectory)) {
      for (Path place : places) {
        addRunsOf(place, all);
      }
    } catch (NoSuchFileException none) {
      return List.of();
    }
    all.sort(Comparator.comparing(BinnedRun::binned).reversed());
    return List.copyOf(all);
  }

  private static void addRunsOf(Path place, List<BinnedRun> all) throws IOException {
    try (DirectoryStream<Path> runs = Files.newDirectoryStream(place)) {
      for (Path run : runs) {
        all.add(binned(place, run));
      }
    } catch (NoSuchFileException gone) {
      // Somebody else has restored it or emptied the bin.
    }
  }

  private static BinnedRun binned(Path place, Path run) throws IOException {
    return new BinnedRun(
        run, RunName.of(run), Files.getLastModifiedTime(place).toInstant(), FolderTree.bytes(run));
  }

  /**
   * Deletes these runs for good, as far as they still lie here. Each is taken out of the reach of
   * others first, so that nobody restores half a run.
   */
  void delete(List<BinnedRun> runs) throws IOException {
    for (BinnedRun run : runs) {
      Path place = run.folder().getParent();
      Path going = root.resolve(GOING + UUID.randomUUID());
      try {
        Files.move(place, going, StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException gone) {
        continue;
      }
      FolderTree.delete(going);
    }
  }
}
