package org.dropoutdistillery.desktop.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import javafx.beans.property.SimpleObjectProperty;
import org.dropoutdistillery.desktop.session.Comparison;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.Messages.Level;
import org.dropoutdistillery.desktop.session.Tasks;
import org.dropoutdistillery.store.ListedRun;
import org.dropoutdistillery.store.RunShelf;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsModelTest {
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path home;
  private final Comparison comparison = new Comparison();
  private final Messages messages = new Messages();
  private final SimpleObjectProperty<Object> ended = new SimpleObjectProperty<>();
  private Path folder;
  private RunShelf shelf;
  private RunsModel model;

  @BeforeEach
  void open() {
    folder = home.resolve("runs");
    shelf = new RunShelf(folder, home.resolve("bin"));
    model = model(Runnable::run);
  }

  private RunsModel model(Executor files) {
    return new RunsModel(shelf, comparison, messages, ended, files, Runnable::run);
  }

  private void put(String... names) throws IOException {
    int minutes = 10;
    for (String name : names) {
      SavedRuns.put(folder, name, minutes++);
    }
    model.refresh();
  }

  private ListedRun run(String name) {
    return model.runs().get().stream()
        .filter(run -> run.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<ListedRun> runs(String... names) {
    return java.util.Arrays.stream(names).map(this::run).toList();
  }

  private List<String> names() {
    return model.runs().get().stream().map(ListedRun::name).toList();
  }

  private List<String> compared() {
    return comparison.list().stream().map(one -> one.run().name()).toList();
  }

  private String lastError() {
    return messages.list().stream()
        .filter(message -> message.level() == Level.ERROR)
        .reduce((before, last) -> last)
        .map(Messages.Message::text)
        .orElse("");
  }

  @Test
  void readsWhenSomebodyLooksAndAgainWhenARunHasEnded() throws IOException {
    assertThat(model.runs().get()).isNull();
    model.look(SECOND);
    assertThat(names()).isEmpty();
    SavedRuns.put(folder, "one", 5);
    model.look(SECOND + SECOND / 10);
    assertThat(names()).isEmpty();
    ended.set("a run");
    model.look(SECOND + 2 * SECOND / 10);
    assertThat(names()).containsExactly("one");
  }

  @Test
  void whoComesBackAfterAWhileSeesWhatOthersHaveWritten() throws IOException {
    model.look(SECOND);
    SavedRuns.put(folder, "of-another-window", 5);
    model.look(10 * SECOND);
    assertThat(names()).containsExactly("of-another-window");
  }

  @Test
  void readingThatIsCancelledKeepsTheListAndSaysSo() throws IOException {
    Queue<Runnable> waiting = new ArrayDeque<>();
    model = model(waiting::add);
    put("one");
    waiting.remove().run();
    SavedRuns.put(folder, "two", 5);
    model.refresh();
    assertThat(model.reading().get()).isTrue();
    model.cancel();
    waiting.remove().run();

    assertThat(model.reading().get()).isFalse();
    assertThat(names()).containsExactly("one");
    assertThat(messages.list().get(0).text()).contains("not all read");
    model.refresh();
    waiting.remove().run();
    assertThat(names()).containsExactly("two", "one");
  }

  @Test
  void readingThatTakesLongIsATaskThatCanBeCancelled() throws Exception {
    Queue<Runnable> waiting = new ArrayDeque<>();
    model = model(waiting::add);
    Tasks tasks = new Tasks();
    model.showIn(tasks);
    model.look(0);
    assertThat(tasks.list()).isEmpty();
    long end = System.nanoTime() + 30 * SECOND;
    while (tasks.list().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(20);
      model.look(0);
    }
    assertThat(tasks.list()).hasSize(1);
    tasks.list().get(0).cancel();
    waiting.remove().run();
    assertThat(tasks.list()).isEmpty();
    assertThat(model.reading().get()).isFalse();
  }

  @Test
  void aFolderOfRunsThatIsNoneIsSaid() throws IOException {
    Files.writeString(folder, "in the way");
    model.refresh();
    assertThat(lastError()).contains("runs");
    assertThat(model.reading().get()).isFalse();
  }

  @Test
  void aNameIsGivenAlsoToWhatIsCompared() throws IOException {
    put("one", "two");
    model.compare(runs("one"));
    model.rename(run("one"), " first ");
    assertThat(names()).containsExactly("first", "two");
    assertThat(compared()).containsExactly("first");
    model.rename(run("first"), "");
    assertThat(names()).containsExactly("one", "two");
  }

  @Test
  void refusesNamesThatAreTakenOrNone() throws IOException {
    put("one", "two");
    model.rename(run("one"), "two");
    assertThat(lastError()).contains("'one' keeps its name").contains("another run");
    model.rename(run("one"), "x".repeat(81));
    assertThat(lastError()).contains("at most 80");
    assertThat(names()).containsExactly("one", "two");
  }

  @Test
  void drawsTheCurvesOfARunUntilItIsAskedAgain() throws IOException {
    put("one", "two");
    model.compare(runs("one", "two"));
    assertThat(compared()).containsExactly("one", "two");
    assertThat(comparison.runs().get(0).gap().points()).hasSizeGreaterThan(5);
    assertThat(comparison.runs()).extracting(run -> run.dash()).containsExactly(0, 1);
    model.compare(runs("one"));
    assertThat(compared()).containsExactly("two");
    model.compare(runs("one"));
    assertThat(comparison.runs()).extracting(run -> run.dash()).containsExactly(1, 0);
  }

  @Test
  void comparesAsManyAsCanBeToldApart() throws IOException {
    String[] names = {"a", "b", "c", "d", "e", "f"};
    put(names);
    model.compare(runs(names));
    assertThat(compared()).isEmpty();
    assertThat(lastError()).contains("At most 5");
    model.compare(runs("a", "b", "c", "d", "e"));
    assertThat(compared()).hasSize(5);
    model.compare(runs("f"));
    assertThat(compared()).doesNotContain("f");
  }

  @Test
  void curvesThatAreDamagedAreSaidAndNotDrawn() throws IOException {
    put("one");
    Files.writeString(folder.resolve("one/metrics.csv"), "step\nmany\n");
    model.compare(runs("one"));
    assertThat(compared()).isEmpty();
    assertThat(lastError()).contains("metrics.csv").contains("line 2");
  }

  @Test
  void whatIsDeletedIsNoMoreDrawnAndComesBack() throws IOException {
    put("one", "two", "three");
    model.compare(runs("one"));
    model.discard(runs("one", "two"));
    assertThat(names()).containsExactly("three");
    assertThat(compared()).isEmpty();
    assertThat(model.bin().get()).hasSize(2);
    assertThat(model.undoable().get()).hasSize(2);
    model.undo();
    assertThat(names()).containsExactly("one", "two", "three");
    assertThat(model.undoable().get()).isEmpty();
    assertThat(model.bin().get()).isEmpty();
  }

  @Test
  void aRunThatIsBeingWrittenStaysAndThoseBeforeItAreGone() throws IOException {
    Files.createDirectories(folder.resolve("now"));
    put("one");
    model.discard(runs("one", "now"));
    assertThat(lastError()).contains("now is being written");
    assertThat(names()).containsExactly("now");
    assertThat(model.undoable().get()).hasSize(1);
    model.rename(run("now"), "x");
    assertThat(names()).containsExactly("now");
  }

  @Test
  void emptyingTheBinFreesItAndLeavesNothingToUndo() throws IOException {
    put("one", "two");
    long bytes = run("one").bytes();
    model.discard(runs("one"));
    assertThat(RunsModel.bytes(model.bin().get())).isEqualTo(bytes);
    model.delete(model.bin().get());
    assertThat(model.bin().get()).isEmpty();
    assertThat(model.undoable().get()).isEmpty();
    assertThat(names()).containsExactly("two");
  }

  @Test
  void aRunThatAnotherWindowTookAwayIsGone() throws IOException {
    put("one");
    ListedRun one = run("one");
    shelf.discard(one.folder());
    model.discard(List.of(one));
    assertThat(lastError()).contains("gone");
    assertThat(names()).isEmpty();
  }

  @Test
  void withoutABrowserItSaysWhereTheReportLies() throws IOException {
    put("one");
    Path report = run("one").folder().resolve("report.html");
    for (String command : List.of("no-such-command-here", "false")) {
      model.openReport(run("one"), new Browser(List.of(command)), Runnable::run);
      assertThat(lastError()).as(command).contains(report.toString());
    }
    Path seen = home.resolve("seen");
    List<String> shown = List.of("sh", "-c", "echo \"$0\" > '" + seen + "'");
    model.openReport(run("one"), new Browser(new ArrayList<>(shown)), Runnable::run);
    assertThat(seen).content().isEqualToIgnoringNewLines(report.toUri().toString());
    Files.delete(report);
    model.openReport(run("one"), new Browser(List.of("true")), Runnable::run);
    assertThat(lastError()).contains("no such file");
  }

  @Test
  void theFilterFindsEveryWordThatTheTableShows() throws IOException {
    put("one", "two");
    Files.writeString(folder.resolve("two/summary.json"), "{");
    model.refresh();
    assertThat(RunsText.matches(run("one"), "ONE digits")).isTrue();
    assertThat(RunsText.matches(run("one"), "one iris")).isFalse();
    assertThat(RunsText.matches(run("two"), "damaged")).isTrue();
    assertThat(RunsText.matches(run("one"), "damaged")).isFalse();
  }
}
