package org.dropoutdistillery.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder with all that lies in it, while others may change it: what is gone meanwhile is no
 * failure. Links are not followed.
 */
public final class FolderTree {
  private FolderTree() {}

  /**
   * Makes a folder that nobody else has made or will take.
   *
   * @param name that it gets; where there is such a folder, one with a number after it
   * @throws IOException if {@code root} is no folder or cannot be written into
   */
  public static Path createNew(Path root, String name) throws IOException {
    for (int i = 1; ; i++) {
      try {
        return Files.createDirectory(root.resolve(i == 1 ? name : name + "-" + i));
      } catch (FileAlreadyExistsException taken) {
        // The next number may be free.
      }
    }
  }

  /** Moves a folder as a whole into a new one that {@link #createNew} makes, and returns that. */
  static Path move(Path folder, Path root, String name) throws IOException {
    if (Files.notExists(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    Path target = createNew(root, name);
    try {
      return Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException notOverFolders) {
      // Some systems replace no folder, not even an empty one.
      Files.deleteIfExists(target);
      return Files.move(folder, target);
    }
  }

  /** Returns how many bytes its files take. */
  static long bytes(Path folder) throws IOException {
    AtomicLong bytes = new AtomicLong();
    Files.walkFileTree(
        folder,
        new Tolerant() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes.addAndGet(attributes.size());
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes.get();
  }

  public static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new Tolerant() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failed)
              throws IOException {
            super.postVisitDirectory(visited, failed);
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static class Tolerant extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
      if (failed instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failed;
    }
  }
}
