package org.dropoutdistillery.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A kind of file that the program reads. A new one is added to {@link FileKinds}.
 *
 * @see MutatedFilesTest
 */
interface FileKind {
  String name();

  /**
   * Writes a file of this kind, or a folder, of which something is wrong, most of the time.
   *
   * @param number of the file; the first ones are those that were thought of by a person
   * @param random decides all else
   * @param folder empty, and made for this file
   * @return the file, or the folder
   */
  Path write(long number, Random random, Path folder) throws IOException;

  /** Returns all ways in which the program reads it. */
  List<Reading> readings();

  /**
   * A way to read a file.
   *
   * @param name of what reads it
   */
  record Reading(String name, Action action) {}

  /** Reads, and does what its caller would do with what was read. */
  @FunctionalInterface
  interface Action {
    void read(Path file) throws Exception;
  }
}
