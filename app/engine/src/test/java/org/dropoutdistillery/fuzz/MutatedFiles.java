package org.dropoutdistillery.fuzz;

import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Reads mutated files in a process of its own, which has as much memory as is promised to do:
 * arguments are a folder, the number of the first file, how many there are, and the kinds.
 */
final class MutatedFiles {
  private MutatedFiles() {}

  @SuppressWarnings("SystemOut") // what the test reads
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    long first = Long.parseLong(arguments[1]);
    long count = Long.parseLong(arguments[2]);
    FileKinds kinds = new FileKinds(Files.createDirectory(folder.resolve("sound")));
    boolean failed = false;
    for (String name : List.of(arguments).subList(3, arguments.length)) {
      Path scratch = Files.createDirectory(folder.resolve(name));
      try (FileChannel progress = progress(folder)) {
        LongBuffer at = progress.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES).asLongBuffer();
        long begin = System.nanoTime();
        Campaign campaign = new Campaign(kinds.kind(name), scratch);
        campaign.run(first, count, number -> at.put(0, number));
        campaign.faults().forEach(System.out::println);
        failed |= !campaign.faults().isEmpty();
        System.out.printf("%s; %.1f s%n", campaign.summary(), (System.nanoTime() - begin) / 1e9);
      }
    }
    System.exit(failed ? 1 : 0);
  }

  private static FileChannel progress(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve("progress"),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }
}
