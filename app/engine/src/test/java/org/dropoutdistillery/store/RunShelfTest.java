package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.run.TinyRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunShelfTest {
  private static final Environment ENVIRONMENT = new Environment("p", 2, "17", "b", "k");
  private static final RunOutcome OUTCOME = TinyRun.drive(TinyRun.recipe());

  @TempDir Path home;
  private Path runs;
  private RunShelf shelf;

  @BeforeEach
  void open() {
    runs = home.resolve("runs");
    shelf = new RunShelf(runs, home.resolve("bin"));
  }

  private Path write(String name, int minutesAgo) throws IOException {
    Path folder = runs.resolve(name);
    RunFolder.open(folder).write(OUTCOME, ENVIRONMENT, "<p>report</p>");
    age(folder.resolve("summary.json"), minutesAgo);
    return folder;
  }

  private static void age(Path file, int minutes) throws IOException {
    Instant then = Instant.now().minus(Duration.ofMinutes(minutes));
    Files.setLastModifiedTime(file, FileTime.from(then));
  }

  private List<ListedRun> list() throws IOException {
    return shelf.list(() -> false);
  }

  private List<String> names() throws IOException {
    return list().stream().map(ListedRun::name).toList();
  }

  @Test
  void listsTheFiguresOfEachRunTheNewestFirst() throws IOException {
    write("old", 20);
    write("new", 10);
    ListedRun run = list().get(0);
    GapReport test = (GapReport) OUTCOME.test().report();

    assertThat(names()).containsExactly("new", "old");
    assertThat(run.folder()).isEqualTo(runs.resolve("new"));
    assertThat(run.problem()).isEmpty();
    assertThat(run.figures())
        .isEqualTo(
            new RunFigures(
                OUTCOME.recipe().name(),
                OUTCOME.recipe().data().dataset(),
                OUTCOME.recipe().seed(),
                true,
                84,
                84,
                OUTCOME.seconds(),
                false,
                test.standardToMc(),
                test.studentToMc(),
                test.gapClosed(),
                new RunFigures.Errors(
                    test.standard().error().value(),
                    test.monteCarlo().error().value(),
                    test.student().error().value())));
    try (Stream<Path> files = Files.list(run.folder())) {
      assertThat(run.bytes()).isEqualTo(files.mapToLong(file -> file.toFile().length()).sum());
    }
  }

  @Test
  void aRunThatPredictsNumbersHasItsOwnFigures() throws IOException {
    RunOutcome numbers = TinyRun.driveOnItsData(TinyRun.sine());
    RunFolder.open(runs.resolve("sine")).write(numbers, ENVIRONMENT, "");
    RunFigures figures = list().get(0).figures();

    assertThat(figures.predictsNumbers()).isTrue();
    assertThat(figures.studentToMc()).isEqualTo(numbers.test().report().studentToMc());
    assertThat(figures.errors().student()).isPositive();
  }

  @Test
  void aHomeWithoutRunsHasNone() throws IOException {
    assertThat(list()).isEmpty();
    assertThat(shelf.binned()).isEmpty();
  }

  @Test
  void aDamagedRunSaysWhatIsWrongAndTheOthersAreThere() throws IOException {
    write("good", 10);
    Path cut = write("cut", 20);
    String whole = Files.readString(cut.resolve("summary.json"));
    Files.writeString(cut.resolve("summary.json"), whole.substring(0, whole.length() / 2));
    Files.writeString(write("other", 30).resolve("summary.json"), "{\"recipe\": \"x\"}");
    Path empty = Files.createDirectories(runs.resolve("empty"));
    age(empty, 40);
    Files.writeString(runs.resolve("no-folder.txt"), "");

    assertThat(list()).hasSize(4);
    for (ListedRun run : list()) {
      String expected =
          switch (run.name()) {
            case "good" -> "";
            case "cut" -> "damaged at line";
            case "other" -> "'seed' is missing";
            default -> "summary.json: no such file";
          };
      assertThat(run.problem()).as(run.name()).contains(expected);
      assertThat(run.problem().isEmpty()).isEqualTo(run.figures() != null);
    }
  }

  @Test
  void listingEndsWhenItIsCancelled() throws IOException {
    write("one", 1);
    assertThat(shelf.list(() -> true)).isEmpty();
  }

  @Test
  void aNameIsKeptAndTheFolderStaysWhereItIs() throws IOException {
    Path folder = write("digits-1", 10);
    Instant written = list().get(0).written();
    shelf.rename(folder, "  Größer, mit 0.5 ");

    assertThat(names()).containsExactly("Größer, mit 0.5");
    assertThat(list().get(0).folder()).isEqualTo(folder);
    assertThat(list().get(0).written()).isEqualTo(written);
    shelf.rename(folder, "digits-1");
    assertThat(names()).containsExactly("digits-1");
    assertThat(folder.resolve("name.txt")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "two\nlines", "tab\tulator"})
  void saysWhyItIsNoName(String name) {
    assertThat(RunName.problem(name)).isNotEmpty();
    assertThat(RunName.problem("x".repeat(RunName.MOST + 1))).contains("at most");
  }

  @Test
  void whatWasPutIntoTheBinComesBackWithAllItsFiles() throws IOException {
    Path folder = write("one", 10);
    write("two", 20);
    shelf.rename(folder, "mine");
    ListedRun before = list().get(0);
    BinnedRun binned = shelf.discard(folder);

    assertThat(names()).containsExactly("two");
    assertThat(shelf.binned()).containsExactly(binned);
    assertThat(binned.name()).isEqualTo("mine");
    assertThat(binned.bytes()).isEqualTo(before.bytes());
    assertThat(shelf.restore(binned)).isEqualTo(folder);
    assertThat(list().get(0)).isEqualTo(before);
    assertThat(shelf.binned()).isEmpty();
    assertThat(home.resolve("bin")).isEmptyDirectory();
  }

  @Test
  void runsOfOneNameLieInTheBinBesideEachOtherAndComeBackUnderOtherNames() throws IOException {
    for (int i = 0; i < 3; i++) {
      shelf.discard(write("one", 10));
    }
    write("one", 10);
    for (BinnedRun binned : shelf.binned()) {
      shelf.restore(binned);
    }
    assertThat(names()).containsExactlyInAnyOrder("one", "one-2", "one-3", "one-4");
  }

  @Test
  void deletesForGoodWhatWasListedAndNothingThatCameLater() throws IOException {
    shelf.discard(write("one", 10));
    List<BinnedRun> listed = shelf.binned();
    shelf.discard(write("two", 10));
    shelf.delete(listed);

    assertThat(shelf.binned()).extracting(BinnedRun::name).containsExactly("two");
    assertThatIOException().isThrownBy(() -> shelf.restore(listed.get(0)));
    assertThat(runs).isEmptyDirectory();
    shelf.delete(listed);
  }

  @Test
  void aRunThatIsBeingWrittenIsNeitherRenamedNorDeleted() throws IOException {
    Path folder = Files.createDirectories(runs.resolve("now"));

    assertThat(list().get(0).problem()).isEqualTo("is being written");
    assertThatIOException()
        .isThrownBy(() -> shelf.rename(folder, "x"))
        .withMessage("now is being written; wait until that is done");
    assertThatIOException()
        .isThrownBy(() -> shelf.discard(folder))
        .withMessageContaining("is being written");
    age(folder, 5);
    shelf.discard(folder);
    assertThat(list()).isEmpty();
  }

  @Test
  void whatAnotherProgramTookAwayIsGone() throws IOException {
    Path folder = write("one", 10);
    BinnedRun binned = new RunShelf(runs, home.resolve("bin")).discard(folder);

    assertThat(list()).isEmpty();
    assertThatIOException().isThrownBy(() -> shelf.discard(folder)).withMessageContaining("gone");
    assertThatIOException().isThrownBy(() -> shelf.rename(folder, "x"));
    shelf.restore(binned);
    assertThatIOException().isThrownBy(() -> shelf.restore(binned));
    assertThat(names()).containsExactly("one");
  }

  @Test
  void foldersMadeAtTheSameTimeAreDifferentOnes() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Path>> makers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        makers.add(() -> FolderTree.createNew(home, "run"));
      }
      List<Path> made = new ArrayList<>();
      for (Future<Path> folder : threads.invokeAll(makers)) {
        made.add(folder.get());
      }
      assertThat(made).doesNotHaveDuplicates().allMatch(Files::isDirectory);
    } finally {
      threads.shutdown();
    }
  }
}
