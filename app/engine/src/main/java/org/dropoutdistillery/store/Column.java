package org.dropoutdistillery.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.dropoutdistillery.evaluate.Interval;

/**
 * A column of numbers in {@code metrics.csv}.
 *
 * @param <T> what a row tells of
 * @param value NaN leaves the cell empty
 */
record Column<T>(String name, ToDoubleFunction<T> value) {
  private static final List<Column<Interval>> ENDS =
      List.of(
          new Column<>("", Interval::value),
          new Column<>("_low", Interval::low),
          new Column<>("_high", Interval::high));

  /** Returns the columns of a value and of the ends of its interval. */
  static <T> List<Column<T>> interval(String name, Function<T, Interval> interval) {
    return ofPart(name, interval, ENDS);
  }

  /**
   * Returns the columns of a part of what a row tells of, empty where that is null.
   *
   * @param prefix of their names
   */
  static <T, P> List<Column<T>> ofPart(
      String prefix, Function<T, P> part, List<Column<P>> columns) {
    return columns.stream().map(column -> column.of(prefix, part)).toList();
  }

  private <W> Column<W> of(String prefix, Function<W, T> part) {
    return new Column<>(
        prefix + name,
        whole -> {
          T mine = part.apply(whole);
          return mine == null ? Double.NaN : value.applyAsDouble(mine);
        });
  }

  @SafeVarargs
  static <T> List<Column<T>> join(List<Column<T>>... lists) {
    List<Column<T>> all = new ArrayList<>();
    for (List<Column<T>> list : lists) {
      all.addAll(list);
    }
    return List.copyOf(all);
  }
}
