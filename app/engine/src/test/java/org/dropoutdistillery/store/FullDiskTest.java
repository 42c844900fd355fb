package org.dropoutdistillery.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dropoutdistillery.run.CheckpointWriter;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.run.TinyRun;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where nothing more can be written, it is said, and what was there stays as it was. */
class FullDiskTest {
  private static final Environment ENVIRONMENT = new Environment("p", 2, "17", "b", "k");
  private static final RunOutcome FIRST = TinyRun.drive(TinyRun.recipe());
  private static final RunOutcome SECOND = TinyRun.drive(TinyRun.recipe().withSeed(2));
  private static final int MOST_BLOCKS = 60;

  @TempDir private Path folder;
  private SmallDisk disk;

  @BeforeEach
  void mount() throws Exception {
    disk = SmallDisk.at(folder);
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      disk.close();
    }
  }

  /** What is written as one file. */
  enum Content {
    MODEL("model.npz") {
      @Override
      byte[] of(SavedRun run) {
        return ModelBundle.of(run).bytes();
      }
    },
    EXPORT("student.onnx") {
      @Override
      byte[] of(SavedRun run) throws IOException {
        return ModelExport.of(run, ModelExport.Role.STUDENT, ModelExport.Format.ONNX);
      }
    },
    TABLE("curve.csv") {
      @Override
      byte[] of(SavedRun run) {
        return MetricsCsv.of(run.curve()).getBytes(UTF_8);
      }
    };

    private final String file;

    Content(String file) {
      this.file = file;
    }

    abstract byte[] of(SavedRun run) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void aFileIsWrittenAsAWholeOrNotAtAll(Content content) throws IOException {
    byte[] earlier = content.of(saved(FIRST));
    byte[] later = content.of(saved(SECOND));
    Path file = disk.folder().resolve(content.file);
    OutputFile.at(file).write(earlier);

    int failures = 0;
    for (int blocks = 0; blocks < MOST_BLOCKS; blocks++) {
      disk.fillUpTo(blocks);
      Throwable failure = catchThrowable(() -> OutputFile.at(file).write(later));
      if (failure == null) {
        break;
      }
      failures++;
      assertThat(failure)
          .isInstanceOf(IOException.class)
          .hasMessage(
              "cannot write %s (No space left on device); make room there, or choose another folder",
              file);
      assertThat(file).hasBinaryContent(earlier);
      assertThat(names()).containsExactlyInAnyOrder("filler", content.file);
    }
    assertThat(failures).isPositive();
    assertThat(file).hasBinaryContent(later);
  }

  @Test
  void aRunIsWrittenAsAWholeOrNotAtAll() throws IOException {
    RunFolder run = RunFolder.open(disk.folder().resolve("run"));
    run.write(FIRST, ENVIRONMENT, "first");
    Map<String, String> earlier = contents(run.path());

    int failures = 0;
    for (int blocks = 0; blocks < MOST_BLOCKS; blocks++) {
      disk.fillUpTo(blocks);
      Throwable failure = catchThrowable(() -> run.write(SECOND, ENVIRONMENT, "second"));
      if (failure == null) {
        break;
      }
      failures++;
      assertThat(failure)
          .hasMessage(
              "cannot write the results into %s (No space left on device); make room there, or choose"
                  + " another folder",
              run.path());
      assertThat(contents(run.path())).isEqualTo(earlier);
    }
    assertThat(failures).as("at least once in each file").isGreaterThan(7);
    assertThat(contents(run.path()).get("recipe.json")).contains("\"seed\": 2");
    assertThat(names(run.path())).hasSize(earlier.size());
  }

  @Test
  void aRunGoesOnWithoutCheckpointsAndSaysSoOnce() throws IOException {
    List<IOException> said = new ArrayList<>();
    RunData data = RunData.load(TinyRun.recipe());
    try (Workers workers = new Workers(1)) {
      RunDriver driver = new RunDriver(new Run(TinyRun.recipe(), data, workers), p -> {}, false);
      try (CheckpointWriter writer = writer(data, said)) {
        driver.keepWith(writer);
        driver.driveTo(20);
      }
      byte[] earlier = Files.readAllBytes(disk.folder().resolve("checkpoint.npz"));
      disk.fillUpTo(0);
      try (CheckpointWriter writer = writer(data, said)) {
        driver.keepWith(writer);
        assertThat(driver.driveTo(50).steps()).isEqualTo(50);
      }

      assertThat(said)
          .singleElement()
          .hasToString(
              "java.io.IOException: cannot write %s (No space left on device); make room there, or"
                  + " choose another folder",
              disk.folder().resolve("checkpoint.npz"));
      assertThat(disk.folder().resolve("checkpoint.npz")).hasBinaryContent(earlier);
      assertThat(names()).containsExactlyInAnyOrder("checkpoint.npz", "filler");
      assertThat(UnfinishedRun.read(disk.folder()).checkpoint().steps()).isEqualTo(20);

      disk.makeRoom();
      try (CheckpointWriter writer = writer(data, said)) {
        driver.keepWith(writer);
        driver.driveTo(60);
      }
      assertThat(UnfinishedRun.read(disk.folder()).checkpoint().steps()).isEqualTo(60);
    }
  }

  private CheckpointWriter writer(RunData data, List<IOException> said) {
    return new CheckpointWriter(new CheckpointFile(disk.folder(), data, null), 0, said::add);
  }

  @Test
  void aDiskForReadingOnlyIsSaidBeforeAnyWork() throws Exception {
    Path file = Files.writeString(disk.folder().resolve("model.npz"), "earlier");
    RunFolder.open(disk.folder().resolve("run")).write(FIRST, ENVIRONMENT, "");
    Path lonely = Files.createDirectory(disk.folder().resolve("lonely"));
    OutputFile opened = OutputFile.at(file);
    disk.forbidWriting();

    refusesToBegin(file, disk.folder().resolve("run"));
    assertThatIOException()
        .as("forbidden meanwhile")
        .isThrownBy(() -> opened.write("later".getBytes(UTF_8)))
        .withMessage("cannot write %s (Read-only file system); choose another folder", file);
    assertThatIOException()
        .isThrownBy(() -> RunLock.take(lonely))
        .withMessageContainingAll(lonely.toString(), "Read-only file system");
    assertThatIOException()
        .isThrownBy(() -> shelf().rename(disk.folder().resolve("run"), "another"))
        .withMessageContaining(disk.folder().resolve("run").toString());
    assertThatIOException()
        .isThrownBy(() -> shelf().discard(disk.folder().resolve("run")))
        .withMessageContaining(disk.folder().toString());
    assertThat(file).hasContent("earlier");
    assertThat(names()).containsExactlyInAnyOrder("lonely", "model.npz", "run");
    assertThat(SavedRun.open(disk.folder().resolve("run"), Map.of()).isComplete()).isTrue();
  }

  @Test
  void aFolderWithoutTheRightToWriteIsSaidBeforeAnyWork() throws IOException {
    Path mine = Files.createDirectory(disk.folder().resolve("mine"));
    Path file = Files.writeString(mine.resolve("model.npz"), "earlier");
    RunFolder.open(mine.resolve("run")).write(FIRST, ENVIRONMENT, "");
    for (Path one : List.of(mine, mine.resolve("run"))) {
      Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("r-xr-xr-x"));
    }
    assumeThat(Files.isWritable(mine)).as("root may write anywhere").isFalse();

    refusesToBegin(file, mine.resolve("run"));
    assertThat(file).hasContent("earlier");
  }

  private static void refusesToBegin(Path file, Path run) {
    assertThatIOException()
        .isThrownBy(() -> OutputFile.at(file))
        .withMessage(
            "cannot write %s: no permission for %s; choose another folder", file, file.getParent());
    assertThatIOException()
        .isThrownBy(() -> RunFolder.open(run))
        .withMessageStartingWith("cannot write into " + run + " (")
        .withMessageEndingWith("); choose another folder");
    assertThatIOException()
        .isThrownBy(() -> RunFolder.open(file.resolveSibling("new")))
        .withMessageStartingWith("cannot write into " + file.resolveSibling("new") + " (");
  }

  private RunShelf shelf() {
    return new RunShelf(disk.folder(), disk.folder().resolve("bin"));
  }

  private SavedRun saved(RunOutcome outcome) throws IOException {
    Path home = disk.folder().resolve("home");
    RunFolder.open(home).write(outcome, ENVIRONMENT, "");
    SavedRun run = SavedRun.open(home, Map.of());
    FolderTree.delete(home);
    return run;
  }

  private List<String> names() throws IOException {
    return names(disk.folder());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name : names(folder)) {
      contents.put(name, Files.readString(folder.resolve(name), ISO_8859_1));
    }
    return contents;
  }
}
