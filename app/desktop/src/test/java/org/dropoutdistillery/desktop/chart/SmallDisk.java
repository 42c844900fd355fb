package org.dropoutdistillery.desktop.chart;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of a megabyte, in memory, which can be filled up. Only root may have one, on Linux. */
final class SmallDisk implements AutoCloseable {
  private static final String SIZE = "1m";
  private static final int BLOCK = 4096;

  private final Path folder;
  private final Path filler;

  private SmallDisk(Path folder) {
    this.folder = folder;
    filler = folder.resolve("filler");
  }

  /** Mounts one, or skips the test where nobody may. */
  static SmallDisk at(Path folder) throws IOException {
    assumeThat(System.getProperty("os.name")).as("a disk for the test").isEqualTo("Linux");
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", folder.toString()))
        .as("the right to mount a disk for the test")
        .isZero();
    return new SmallDisk(folder);
  }

  Path folder() {
    return folder;
  }

  /** Fills it up, and leaves so many blocks of 4 KiB. */
  void fillUpTo(int blocks) throws IOException {
    try (OutputStream out = Files.newOutputStream(filler)) {
      for (byte[] block = new byte[BLOCK]; true; ) {
        out.write(block);
      }
    } catch (IOException full) {
      // As wanted.
    }
    try (var channel =
        java.nio.channels.FileChannel.open(filler, java.nio.file.StandardOpenOption.WRITE)) {
      channel.truncate(Math.max(0, channel.size() / BLOCK - blocks) * BLOCK);
    }
  }

  void makeRoom() throws IOException {
    Files.deleteIfExists(filler);
  }

  private static int run(String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .onExit()
        .join()
        .exitValue();
  }

  @Override
  public void close() throws IOException {
    if (run("umount", folder.toString()) != 0) {
      throw new IOException("cannot unmount " + folder);
    }
  }
}
