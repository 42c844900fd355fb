package org.dropoutdistillery.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.dropoutdistillery.data.DatasetFile;
import org.dropoutdistillery.data.DatasetFormatException;
import org.dropoutdistillery.data.Npy;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.data.Safetensors;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.run.TinyRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file may be replaced while somebody reads it, and a place while somebody writes there: who
 * reads gets one of the files as a whole, who writes last wins, and nothing is left half.
 */
class ReplacedFileTest {
  private static final Environment ENVIRONMENT = new Environment("p", 2, "17", "b", "k");
  private static final RunOutcome FIRST = TinyRun.drive(TinyRun.recipe());
  private static final RunOutcome SECOND = TinyRun.drive(TinyRun.recipe().withSeed(2));
  private static final int REPLACEMENTS = 10;
  private static final int READINGS = 200;
  private static final int MOST_READINGS = 100_000;

  @TempDir private Path folder;

  @Test
  void whoReadsGetsOneOfTheFilesAsAWhole() throws Exception {
    reads("a.npy", npy(9), npy(4000), file -> Npy.read(file).size());
    reads("b.npz", npz(9), npz(4000), file -> Npz.read(file).get("a").size());
    reads("c.safetensors", tensors(9), tensors(4000), ReplacedFileTest::sizeOfTensor);
    reads("d.csv", table(9), table(4000), file -> DatasetFile.read(file, Optional.of("y")).rows());
    reads("e.json", recipe(FIRST), recipe(SECOND), file -> (int) RecipeJson.read(file).seed());
  }

  private static int sizeOfTensor(Path file) throws IOException {
    return Safetensors.read(file).arrays().get("a").size();
  }

  @Test
  void imagesThatAreOthersOnASecondLookAreRefused() throws Exception {
    Path labels = folder.resolve("a-labels-idx1-ubyte");
    Files.write(labels, idx(new int[] {12}, 0x801));
    reads(
        "a-images-idx3-ubyte",
        idx(new int[] {12, 2, 2}, 0x803),
        idx(new int[] {12, 200, 200}, 0x803),
        file -> {
          try {
            return DatasetFile.read(file, Optional.empty()).features();
          } catch (DatasetFormatException refused) {
            assertThat(refused).hasMessageContaining("another file took its place, read it again");
            return 4;
          }
        });
  }

  /** Reads one value of a file while it is replaced again and again by another with another. */
  private void reads(String name, byte[] one, byte[] other, Reading reading) throws Exception {
    Path file = Files.write(folder.resolve(name), one);
    int first = reading.of(file);
    Files.write(file, other);
    int second = reading.of(file);
    assertThat(second).isNotEqualTo(first);

    Set<Integer> values = new HashSet<>();
    try (Replacing replacing = new Replacing(file, one, other)) {
      // The one who replaces may not get a processor at once.
      for (int i = 0;
          i < READINGS
              || (i < MOST_READINGS
                  && (values.size() < 2 || replacing.times.get() <= REPLACEMENTS));
          i++) {
        values.add(reading.of(file));
      }
    }
    assertThat(values).containsExactlyInAnyOrder(first, second);
  }

  /** What one reads. */
  @FunctionalInterface
  private interface Reading {
    int of(Path file) throws IOException;
  }

  /** Puts one file and another in the same place, in turns. */
  private static final class Replacing implements AutoCloseable {
    private final CompletableFuture<Void> writer;
    private volatile boolean stopped;
    private final AtomicInteger times = new AtomicInteger();

    Replacing(Path file, byte[]... contents) {
      writer =
          CompletableFuture.runAsync(
              () -> {
                try {
                  while (!stopped) {
                    Path next = file.resolveSibling("next");
                    Files.write(next, contents[times.getAndIncrement() % contents.length]);
                    Files.move(
                        next,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
                  }
                } catch (IOException failed) {
                  throw new UncheckedIOException(failed);
                }
              });
    }

    @Override
    public void close() {
      stopped = true;
      writer.join();
    }
  }

  @Test
  void aFolderIsReadAsOneRun() throws Exception {
    RunFolder run = RunFolder.open(folder.resolve("run"));
    run.write(FIRST, ENVIRONMENT, "");
    int[][] first = TinyRun.bits(FIRST.teacher());
    int[][] second = TinyRun.bits(SECOND.teacher());
    boolean[] stopped = new boolean[1];
    Thread writer =
        new Thread(
            () -> {
              try {
                for (int i = 0; !stopped(stopped); i++) {
                  run.write(i % 2 == 0 ? SECOND : FIRST, ENVIRONMENT, "");
                  Thread.sleep(10);
                }
              } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
              }
            });
    writer.start();
    int whole = 0;
    try {
      for (int i = 0; i < 100; i++) {
        try {
          SavedRun saved = SavedRun.open(run.path(), Map.of());
          assertThat(TinyRun.bits(saved.teacher()))
              .isDeepEqualTo(saved.recipe().seed() == 1 ? first : second);
          whole++;
        } catch (ModelFormatException refused) {
          assertThat(refused).hasMessageContaining("written by another program");
        }
      }
    } finally {
      synchronized (stopped) {
        stopped[0] = true;
      }
      writer.join();
    }
    assertThat(whole).isPositive();
  }

  private static boolean stopped(boolean[] flag) {
    synchronized (flag) {
      return flag[0];
    }
  }

  @Test
  void whoWritesLastWins() throws IOException {
    Path file = Files.writeString(folder.resolve("model.npz"), "earlier");
    OutputFile output = OutputFile.at(file);
    output.write(
        out -> {
          out.write("mine".getBytes(UTF_8));
          Files.move(
              Files.writeString(folder.resolve("theirs"), "theirs"),
              file,
              StandardCopyOption.REPLACE_EXISTING);
        });

    assertThat(file).hasContent("mine");
    assertThat(names()).containsExactly("model.npz");
  }

  @Test
  void aPlaceThatBecameAFolderIsNamedAndLeft() throws IOException {
    Path file = Files.writeString(folder.resolve("model.npz"), "earlier");
    OutputFile output = OutputFile.at(file);

    assertThatIOException()
        .isThrownBy(
            () ->
                output.write(
                    out -> {
                      out.write("mine".getBytes(UTF_8));
                      Files.delete(file);
                      Files.writeString(Files.createDirectory(file).resolve("theirs"), "theirs");
                    }))
        .withMessageStartingWith("cannot write " + file + " (")
        .withMessageEndingWith("); choose another folder");
    assertThat(file.resolve("theirs")).hasContent("theirs");
    assertThat(names()).containsExactly("model.npz");
  }

  @Test
  void aFolderThatWentAwayIsNamed() throws IOException {
    Path gone = Files.createDirectory(folder.resolve("gone"));
    OutputFile output = OutputFile.at(gone.resolve("model.npz"));
    Files.delete(gone);

    assertThatIOException()
        .isThrownBy(() -> output.write("mine".getBytes(UTF_8)))
        .withMessageStartingWith("cannot write " + gone.resolve("model.npz") + " (");
    assertThat(names()).isEmpty();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static NpyArray array(int size) {
    float[] values = new float[size];
    Arrays.fill(values, size);
    return NpyArray.ofFloats(new int[] {size}, values);
  }

  private static byte[] npy(int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Npy.write(bytes, array(size));
    return bytes.toByteArray();
  }

  private static byte[] npz(int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Npz.write(bytes, Map.of("a", array(size)));
    return bytes.toByteArray();
  }

  private static byte[] tensors(int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Safetensors.write(bytes, Map.of("a", array(size)), Map.of());
    return bytes.toByteArray();
  }

  private static byte[] table(int rows) {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < rows; i++) {
      text.append(i).append(',').append(i % 2).append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }

  private static byte[] recipe(RunOutcome outcome) {
    return RecipeJson.write(outcome.recipe()).getBytes(UTF_8);
  }

  private static byte[] idx(int[] sizes, int magic) {
    int size = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * sizes.length + size).putInt(magic);
    for (int each : sizes) {
      bytes.putInt(each);
    }
    for (int i = 0; i < size; i++) {
      bytes.put((byte) (i % 3));
    }
    return bytes.array();
  }
}
