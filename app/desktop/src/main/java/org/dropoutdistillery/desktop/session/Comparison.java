package org.dropoutdistillery.desktop.session;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dropoutdistillery.plots.PastRun;
import org.dropoutdistillery.plots.Theme;
import org.dropoutdistillery.run.RecordedGap;

/**
 * The earlier runs that are drawn behind the present one, whichever that is. Belongs to the thread
 * of the window.
 */
public final class Comparison {
  /** The most runs that can be told apart. */
  public static final int MOST = Theme.DASHES;

  /**
   * @param folder where it lies
   */
  public record Compared(Path folder, PastRun run) {}

  private final ObservableList<Compared> list = FXCollections.observableArrayList();
  private final ObservableList<Compared> view = FXCollections.unmodifiableObservableList(list);

  /** Returns them in the order in which they were added. */
  public ObservableList<Compared> list() {
    return view;
  }

  /** Returns what a chart draws of them. */
  public List<PastRun> runs() {
    return list.stream().map(Compared::run).toList();
  }

  public boolean contains(Path folder) {
    return list.stream().anyMatch(compared -> compared.folder().equals(folder));
  }

  public boolean isFull() {
    return list.size() >= MOST;
  }

  /** Adds a run, unless it is there or there is no room; it keeps its kind of line while it is. */
  public void add(Path folder, String name, RecordedGap gap) {
    if (!contains(folder) && !isFull()) {
      list.add(new Compared(folder, new PastRun(name, gap, freeDash())));
    }
  }

  private int freeDash() {
    return IntStream.range(0, MOST)
        .filter(dash -> list.stream().noneMatch(compared -> compared.run().dash() == dash))
        .findFirst()
        .orElseThrow();
  }

  public void remove(Path folder) {
    list.removeIf(compared -> compared.folder().equals(folder));
  }

  /** Takes all away. */
  public void clear() {
    list.clear();
  }

  /** Says that a run has another name now. */
  public void rename(Path folder, String name) {
    list.replaceAll(
        compared ->
            compared.folder().equals(folder)
                ? new Compared(
                    folder, new PastRun(name, compared.run().gap(), compared.run().dash()))
                : compared);
  }
}
