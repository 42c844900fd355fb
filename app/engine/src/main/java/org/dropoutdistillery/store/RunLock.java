package org.dropoutdistillery.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The right to write into the folder of a run, which one run of one process has at a time. A
 * process that ends, however it ends, gives it back.
 */
public final class RunLock implements AutoCloseable {
  private static final String NAME = ".run.lock";
  // To open and close a file that this process has locked would give the lock back, so a process
  // must remember what it holds.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the folder of a run for this one, and clears what a killed process left half written.
   *
   * @param folder that is there
   * @throws IOException if another run has it, or it cannot be written
   */
  public static RunLock take(Path folder) throws IOException {
    RunLock lock = tryTake(folder);
    if (lock == null) {
      throw new IOException(
          folder + ": another run is writing there; wait for it, or choose another folder");
    }
    try {
      OutputFile.removeLeftovers(folder);
      return lock;
    } catch (IOException unreadable) {
      lock.close();
      throw unreadable;
    }
  }

  /**
   * Takes the folder of a run if nobody has it.
   *
   * @return null if another run has it
   */
  public static RunLock tryTake(Path folder) throws IOException {
    Path file = folder.toRealPath().resolve(NAME);
    if (!HELD.add(file)) {
      return null;
    }
    FileChannel channel = null;
    try {
      channel = lock(file);
      return channel == null ? null : new RunLock(file, channel);
    } finally {
      if (channel == null) {
        HELD.remove(file);
      }
    }
  }

  /** Returns null if another process holds the lock. */
  private static FileChannel lock(Path file) throws IOException {
    while (true) {
      Object before = keyOfMade(file);
      try {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        // Whoever held it may have removed it in between: then this is the lock of no file.
        if (lock != null && isStill(before, file)) {
          return channel;
        }
        channel.close();
        if (lock == null) {
          return null;
        }
      } catch (NoSuchFileException removed) {
        // Once more, with a new file.
      }
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException mine) {
      return null;
    } catch (IOException refused) {
      channel.close();
      throw refused;
    }
  }

  private static Object keyOfMade(Path file) throws IOException {
    while (true) {
      try {
        Files.createFile(file);
      } catch (FileAlreadyExistsException there) {
        // Of an earlier run, or of one that goes on.
      }
      try {
        return key(file);
      } catch (NoSuchFileException removed) {
        // Between the two calls: once more.
      }
    }
  }

  private static boolean isStill(Object key, Path file) throws IOException {
    try {
      return Objects.equals(key, key(file));
    } catch (NoSuchFileException removed) {
      return false;
    }
  }

  private static Object key(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /**
   * Returns the folders directly under {@code root} that hold an unfinished run which nobody is
   * running now, the latest first.
   */
  public static List<Path> unfinished(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(CheckpointFile::isIn)
          .filter(RunLock::isFree)
          .sorted(Comparator.comparing(RunLock::age))
          .toList();
    }
  }

  private static boolean isFree(Path folder) {
    try (RunLock lock = tryTake(folder)) {
      return lock != null;
    } catch (IOException unreadable) {
      return false;
    }
  }

  private static long age(Path folder) {
    try {
      return -Files.getLastModifiedTime(CheckpointFile.in(folder)).toMillis();
    } catch (IOException gone) {
      return 0;
    }
  }

  /** Gives the folder back. */
  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(file);
    } finally {
      channel.close();
      HELD.remove(file);
    }
  }
}
