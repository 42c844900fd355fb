package org.dropoutdistillery.desktop.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.store.ListedRun;
import org.dropoutdistillery.store.RunFigures;

/** The columns beside the name. Where there is little room, those that matter less go. */
final class RunColumns {
  private final List<Sized> sized = new ArrayList<>();
  private final List<TableColumn<ListedRun, ?>> all = new ArrayList<>();

  /**
   * @param width at scale 1
   * @param rank the higher, the earlier it goes; 0 stays
   */
  private record Sized(TableColumn<ListedRun, ?> column, double width, int rank) {}

  /** What a cell says, beside what it is sorted by. */
  @FunctionalInterface
  private interface Text {
    String of(ListedRun run, RunFigures figures);
  }

  RunColumns() {
    add("Data", 74, 4, RunsText::dataset, (run, f) -> RunsText.dataset(f))
        .getStyleClass()
        .setAll("table-column", "runs-plain");
    add("Seed", 50, 3, RunFigures::seed, (run, f) -> Long.toString(f.seed()));
    all.add(date());
    add("Steps", 84, 2, RunColumns::share, (run, f) -> RunsText.steps(f));
    group(
        "KL to MC (nats)",
        List.of(
            leaf("standard", 72, f -> value(f.standardToMc()), f -> distance(f.standardToMc())),
            leaf("distilled", 72, f -> value(f.studentToMc()), f -> distance(f.studentToMc()))));
    add(
        "Gap closed %",
        128, 0, f -> value(f.gapClosed()), (run, f) -> RunsText.share(f.gapClosed()));
    group(
        "Error on test rows",
        List.of(
            error("standard", RunFigures.Errors::standard),
            error("MC", RunFigures.Errors::monteCarlo),
            error("distilled", RunFigures.Errors::student)));
    add("Seconds", 62, 6, RunFigures::seconds, (run, f) -> RunsText.seconds(f.seconds()));
    all.add(size());
  }

  /** Returns them in their order. */
  List<TableColumn<ListedRun, ?>> all() {
    return all;
  }

  /**
   * Shows those that there is room for.
   *
   * @param room in pixels
   * @param scale of type
   */
  void fit(double room, double scale) {
    double wanted = sized.stream().mapToDouble(one -> one.width() * scale).sum();
    for (Sized one : sized.stream().sorted((a, b) -> b.rank() - a.rank()).toList()) {
      boolean goes = wanted > room && one.rank() > 0;
      wanted -= goes ? one.width() * scale : 0;
      one.column().setVisible(!goes);
      one.column().setPrefWidth(one.width() * scale);
    }
  }

  /** Returns how wide those are that show. */
  double width() {
    return sized.stream()
        .filter(one -> one.column().isVisible())
        .mapToDouble(one -> one.column().getPrefWidth())
        .sum();
  }

  /** Runs that did all come after those that did not. */
  private static double share(RunFigures figures) {
    double steps = (double) figures.steps();
    return figures.completed() ? steps : -1 + steps / Math.max(1, figures.totalSteps());
  }

  private static Double value(Interval interval) {
    return interval == null ? null : interval.value();
  }

  private static String distance(Interval interval) {
    return RunsText.distance(interval);
  }

  private TableColumn<ListedRun, ?> date() {
    TableColumn<ListedRun, java.time.Instant> column = sized("Written", 130, 5);
    show(column, ListedRun::written, run -> RunsText.when(run.written()));
    column.getStyleClass().setAll("table-column", "runs-plain");
    return column;
  }

  private TableColumn<ListedRun, ?> size() {
    TableColumn<ListedRun, Long> column = sized("Size", 64, 7);
    show(column, ListedRun::bytes, run -> RunsText.size(run.bytes()));
    return column;
  }

  private TableColumn<ListedRun, Double> error(
      String title, Function<RunFigures.Errors, Double> error) {
    return leaf(
        title,
        title.length() < 3 ? 58 : 70,
        f -> error.apply(f.errors()),
        f -> RunsText.error(f, error.apply(f.errors())));
  }

  private TableColumn<ListedRun, Double> leaf(
      String title,
      double width,
      Function<RunFigures, Double> key,
      Function<RunFigures, String> text) {
    TableColumn<ListedRun, Double> column = sized(title, width, 0);
    show(column, run -> ofFigures(run, key), run -> textOf(run, (same, f) -> text.apply(f)));
    return column;
  }

  private void group(String title, List<TableColumn<ListedRun, Double>> parts) {
    TableColumn<ListedRun, Void> group = new TableColumn<>(title);
    group.getColumns().addAll(parts);
    all.add(group);
  }

  private <T> TableColumn<ListedRun, T> add(
      String title, double width, int rank, Function<RunFigures, T> key, Text text) {
    TableColumn<ListedRun, T> column = sized(title, width, rank);
    show(column, run -> ofFigures(run, key), run -> textOf(run, text));
    all.add(column);
    return column;
  }

  private <T> TableColumn<ListedRun, T> sized(String title, double width, int rank) {
    TableColumn<ListedRun, T> column = new TableColumn<>(title);
    column.getStyleClass().add("runs-number");
    column.setMinWidth(30);
    sized.add(new Sized(column, width, rank));
    return column;
  }

  private static <T> T ofFigures(ListedRun run, Function<RunFigures, T> key) {
    return run.figures() == null ? null : key.apply(run.figures());
  }

  private static String textOf(ListedRun run, Text text) {
    return run.figures() == null ? RunsText.NONE : text.of(run, run.figures());
  }

  private static <T> void show(
      TableColumn<ListedRun, T> column,
      Function<ListedRun, T> key,
      Function<ListedRun, String> text) {
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(key.apply(row.getValue())));
    column.setCellFactory(
        same ->
            new TableCell<>() {
              @Override
              protected void updateItem(T item, boolean empty) {
                super.updateItem(item, empty);
                ListedRun run = empty ? null : getTableRow().getItem();
                setText(run == null ? null : text.apply(run));
              }
            });
  }
}
