package org.dropoutdistillery.cli;

import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.dropoutdistillery.evaluate.Interval;

/**
 * A column of the comparison.
 *
 * @param <F> figures of a predictor
 * @param width in characters
 * @param interval stands below the value
 */
record TableColumn<F>(
    String head, int width, Function<F, String> value, Function<F, String> interval) {

  /**
   * @param figure null shows as a dash
   * @param scale that the figure is multiplied by
   */
  static <F> TableColumn<F> of(
      String head, int width, String format, double scale, Function<F, Interval> figure) {
    return new TableColumn<>(
        head,
        width,
        figures -> {
          Interval interval = figure.apply(figures);
          return interval == null ? "-" : number(format, scale * interval.value());
        },
        figures -> {
          Interval interval = figure.apply(figures);
          return interval == null
              ? ""
              : "["
                  + number(format, scale * interval.low())
                  + ", "
                  + number(format, scale * interval.high())
                  + "]";
        });
  }

  static <F> TableColumn<F> withoutInterval(
      String head, int width, String format, ToDoubleFunction<F> figure) {
    return new TableColumn<>(
        head, width, figures -> number(format, figure.applyAsDouble(figures)), figures -> "");
  }

  String padded(String text) {
    return String.format(Locale.ROOT, "%-" + width + "s ", text);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
