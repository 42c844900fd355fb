package org.dropoutdistillery.desktop.runs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.dropoutdistillery.desktop.session.Comparison;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.Tasks;
import org.dropoutdistillery.run.RecordedGap;
import org.dropoutdistillery.store.BinnedRun;
import org.dropoutdistillery.store.ListedRun;
import org.dropoutdistillery.store.MetricsReader;
import org.dropoutdistillery.store.RunName;
import org.dropoutdistillery.store.RunShelf;

/**
 * The earlier runs and what is done with them. Files are read, moved and deleted on another thread;
 * all methods belong to that of the window.
 */
final class RunsModel {
  private static final long UNSEEN_NANOS = 2_000_000_000;
  private static final long LONG_NANOS = 1_000_000_000;

  private final RunShelf shelf;
  private final Comparison comparison;
  private final Messages messages;
  private final Executor files;
  private final Executor window;
  private final ReadOnlyObjectWrapper<List<ListedRun>> runs = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<List<BinnedRun>> bin = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<BinnedRun>> undoable =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyBooleanWrapper reading = new ReadOnlyBooleanWrapper();
  private boolean stale = true;
  private long seenNanos;
  private long readingSince;
  private volatile boolean cancelled;
  private Tasks tasks = new Tasks();
  private Tasks.Task task;

  /** Something that is done with files. */
  @FunctionalInterface
  private interface Work<T> {
    T get() throws IOException;
  }

  /** What is done with what came of it. */
  @FunctionalInterface
  private interface Then<T> {
    void accept(T result);
  }

  private record Shelf(List<ListedRun> runs, List<BinnedRun> bin) {}

  /**
   * @param ended changes when a run of this window has ended
   * @param files does what touches files, one thing after the other
   * @param window does what belongs to the thread of the window
   */
  RunsModel(
      RunShelf shelf,
      Comparison comparison,
      Messages messages,
      ObservableValue<?> ended,
      Executor files,
      Executor window) {
    this.shelf = shelf;
    this.comparison = comparison;
    this.messages = messages;
    this.files = files;
    this.window = window;
    ended.addListener((property, before, now) -> stale = true);
  }

  /** Shows long reading in this list, where it can be cancelled. */
  void showIn(Tasks newTasks) {
    tasks = newTasks;
  }

  /** Returns the runs, the newest first; null before they were read. */
  ReadOnlyObjectProperty<List<ListedRun>> runs() {
    return runs.getReadOnlyProperty();
  }

  /** Returns what lies in the bin, the newest first. */
  ReadOnlyObjectProperty<List<BinnedRun>> bin() {
    return bin.getReadOnlyProperty();
  }

  /** Returns what {@link #undo} would bring back. */
  ReadOnlyObjectProperty<List<BinnedRun>> undoable() {
    return undoable.getReadOnlyProperty();
  }

  /** Returns whether the folders are being read. */
  ReadOnlyBooleanProperty reading() {
    return reading.getReadOnlyProperty();
  }

  Comparison comparison() {
    return comparison;
  }

  Path folder() {
    return shelf.runs();
  }

  /**
   * Says that somebody looks, some ten times a second. Whoever comes back after a while sees what
   * another program may have written meanwhile.
   */
  void look(long nanoTime) {
    if (stale || nanoTime - seenNanos > UNSEEN_NANOS) {
      refresh();
    }
    seenNanos = nanoTime;
    if (reading.get() && task == null && System.nanoTime() - readingSince > LONG_NANOS) {
      task = tasks.add("Reading earlier runs", this::cancel);
    }
  }

  /** Reads all anew. */
  void refresh() {
    if (reading.get()) {
      stale = true;
      return;
    }
    stale = false;
    cancelled = false;
    reading.set(true);
    readingSince = System.nanoTime();
    doIt(
        () -> new Shelf(shelf.list(() -> cancelled), shelf.binned()), this::take, this::endReading);
  }

  /** Ends reading; what was listed before stays. */
  void cancel() {
    cancelled = true;
  }

  private void take(Shelf read) {
    endReading();
    if (cancelled) {
      messages.warning("The earlier runs were not all read. Refresh reads them again");
    }
    if (!cancelled || runs.get() == null) {
      runs.set(read.runs());
      bin.set(read.bin());
    }
  }

  private void endReading() {
    reading.set(false);
    if (task != null) {
      task.done();
      task = null;
    }
  }

  /** Does something with files, and then something with what came of it. */
  private <T> void doIt(Work<T> work, Then<T> then, Runnable otherwise) {
    doIt(files, work, then, otherwise);
  }

  private <T> void doIt(Executor where, Work<T> work, Then<T> then, Runnable otherwise) {
    where.execute(
        () -> {
          try {
            T result = work.get();
            window.execute(() -> then.accept(result));
          } catch (IOException | RuntimeException failed) {
            String said = failed.getMessage() == null ? failed.toString() : failed.getMessage();
            window.execute(
                () -> {
                  messages.error(said);
                  otherwise.run();
                });
          }
        });
  }

  /** Gives a run a name; an empty one gives it that of its folder back. */
  void rename(ListedRun run, String wanted) {
    String name = wanted.isBlank() ? run.folder().getFileName().toString() : wanted.strip();
    String problem = RunName.problem(name);
    if (problem.isEmpty() && isTaken(name, run)) {
      problem = "another run is called so";
    }
    if (!problem.isEmpty()) {
      messages.error("The run '" + run.name() + "' keeps its name: " + problem);
      return;
    }
    doIt(
        () -> {
          shelf.rename(run.folder(), name);
          return name;
        },
        given -> {
          comparison.rename(run.folder(), given);
          refresh();
        },
        this::refresh);
  }

  private boolean isTaken(String name, ListedRun run) {
    return runs.get() != null
        && runs.get().stream()
            .anyMatch(other -> other.name().equals(name) && !other.folder().equals(run.folder()));
  }

  /** Draws these behind the present run; where all of them are, takes them away. */
  void compare(List<ListedRun> chosen) {
    if (chosen.stream().allMatch(run -> comparison.contains(run.folder()))) {
      chosen.forEach(run -> comparison.remove(run.folder()));
      return;
    }
    List<ListedRun> more =
        chosen.stream().filter(run -> !comparison.contains(run.folder())).toList();
    if (more.size() + comparison.list().size() > Comparison.MOST) {
      messages.error(
          "At most %d runs are compared at once, and there are %d. Take some away first"
              .formatted(Comparison.MOST, comparison.list().size()));
      return;
    }
    for (ListedRun run : more) {
      doIt(() -> MetricsReader.read(run.folder()), gap -> compare(run, gap), () -> {});
    }
  }

  private void compare(ListedRun run, RecordedGap gap) {
    if (gap.points().isEmpty()) {
      messages.error(run.name() + " ended before anything was measured: it has no curves");
    } else {
      comparison.add(run.folder(), run.name(), gap);
    }
  }

  /**
   * Shows the report of a run in a browser.
   *
   * @param waiting waits for the browser
   */
  void openReport(ListedRun run, Browser browser, Executor waiting) {
    Path page = run.folder().resolve("report.html");
    doIt(
        waiting,
        () -> {
          browser.show(page);
          return page;
        },
        shown -> messages.info("The report is " + shown),
        () -> {});
  }

  /** Moves these into the bin, from where {@link #undo} brings them back. */
  void discard(List<ListedRun> chosen) {
    List<BinnedRun> binned = new ArrayList<>();
    doIt(
        () -> {
          for (ListedRun run : chosen) {
            binned.add(shelf.discard(run.folder()));
          }
          return binned;
        },
        all -> discarded(chosen, all),
        () -> discarded(chosen.subList(0, binned.size()), binned));
  }

  private void discarded(List<ListedRun> gone, List<BinnedRun> binned) {
    gone.forEach(run -> comparison.remove(run.folder()));
    if (!binned.isEmpty()) {
      undoable.set(List.copyOf(binned));
    }
    refresh();
  }

  /** Brings back what was put into the bin last. */
  void undo() {
    restore(undoable.get());
  }

  /** Brings runs back from the bin. */
  void restore(List<BinnedRun> wanted) {
    doIt(
        () -> {
          for (BinnedRun run : wanted) {
            shelf.restore(run);
          }
          return wanted;
        },
        back -> forget(wanted),
        () -> forget(wanted));
  }

  /** Deletes these for good. */
  void delete(List<BinnedRun> doomed) {
    doIt(
        () -> {
          shelf.delete(doomed);
          return doomed;
        },
        gone -> forget(doomed),
        this::refresh);
  }

  private void forget(List<BinnedRun> noMoreThere) {
    undoable.set(undoable.get().stream().filter(run -> !noMoreThere.contains(run)).toList());
    refresh();
  }

  /** Says that what was put into the bin last is as it should be. */
  void keepDiscarded() {
    undoable.set(List.of());
  }

  /** Returns how many bytes all these take. */
  static long bytes(List<BinnedRun> binned) {
    return binned.stream().filter(Objects::nonNull).mapToLong(BinnedRun::bytes).sum();
  }
}
