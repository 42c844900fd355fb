package org.dropoutdistillery.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which files a run's folder holds, so that one can tell whether some were replaced while others
 * were read: each is whole, but they must be of one run.
 */
record FolderStamp(Map<String, Stamp> files) {
  private static final List<String> READ =
      List.of(
          "recipe.json",
          TeacherOrigin.FILE,
          "teacher.npz",
          "student.npz",
          EvaluationLines.FILE,
          "summary.json");

  /**
   * @param key of the file in its file system; null where it has none
   */
  record Stamp(Object key, FileTime modified, long size) {}

  static FolderStamp of(Path folder) throws IOException {
    Map<String, Stamp> files = new HashMap<>();
    for (String name : READ) {
      try {
        BasicFileAttributes file =
            Files.readAttributes(folder.resolve(name), BasicFileAttributes.class);
        files.put(name, new Stamp(file.fileKey(), file.lastModifiedTime(), file.size()));
      } catch (NoSuchFileException absent) {
        // Not every run has every file; who needs it says so.
      }
    }
    return new FolderStamp(files);
  }
}
