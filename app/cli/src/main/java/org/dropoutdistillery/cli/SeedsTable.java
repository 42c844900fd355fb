package org.dropoutdistillery.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import org.dropoutdistillery.evaluate.SeedComparison;
import org.dropoutdistillery.run.SeedFigure;
import org.dropoutdistillery.run.SeedFigure.Unit;

/** What several seeds say together, as text. */
final class SeedsTable {
  private SeedsTable() {}

  static String of(List<Long> seeds, List<SeedFigure> figures) {
    StringBuilder text = new StringBuilder();
    text.append(line("", "mean", "sd", "interval", "p", ""));
    figures.forEach(figure -> text.append(row(figure)));
    SeedComparison first =
        figures.stream()
            .map(SeedFigure::comparison)
            .filter(comparison -> comparison != null)
            .findFirst()
            .orElse(null);
    text.append(
        "%n%d seeds, each with its own teacher; p: Student's t that the mean difference is 0%n"
            .formatted(seeds.size()));
    if (first != null) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s %% t-intervals over seeds%n",
              new BigDecimal(100 * first.confidence())
                  .round(new MathContext(6))
                  .stripTrailingZeros()
                  .toPlainString()));
      if (!first.missing().isEmpty()) {
        text.append(first.missing()).append(System.lineSeparator());
      }
    }
    return text.toString();
  }

  private static String row(SeedFigure figure) {
    SeedComparison comparison = figure.comparison();
    if (comparison == null) {
      return line(figure.label(), "-", "", "", "", "not defined for every seed");
    }
    boolean single = comparison.seeds() == 1;
    return line(
        figure.label(),
        number(figure.unit(), comparison.mean()) + suffix(figure.unit()),
        single ? "" : number(figure.unit(), comparison.deviation()),
        single
            ? ""
            : "["
                + number(figure.unit(), comparison.interval().low())
                + ", "
                + number(figure.unit(), comparison.interval().high())
                + "]",
        single || figure.unit() == Unit.PERCENT ? "" : probability(comparison.pValue(0)),
        reading(figure));
  }

  private static String reading(SeedFigure figure) {
    SeedComparison comparison = figure.comparison();
    if (comparison.seeds() == 1 || figure.unit() == Unit.PERCENT) {
      return "";
    }
    String difference =
        comparison.interval().low() <= 0 && comparison.interval().high() >= 0
            ? "no difference shown"
            : "";
    if (figure.margin() == null) {
      return difference;
    }
    String margin =
        (comparison.isEquivalentWithin(figure.margin()) ? "equivalent" : "not shown equivalent")
            + " within ±"
            + number(figure.unit(), figure.margin())
            + suffix(figure.unit())
            + " (p "
            + probability(comparison.equivalencePValue(figure.margin()))
            + ")";
    return difference.isEmpty() ? margin : difference + "; " + margin;
  }

  private static String number(Unit unit, double value) {
    return switch (unit) {
      case PERCENT -> String.format(Locale.ROOT, "%.1f", 100 * value);
      case POINTS -> String.format(Locale.ROOT, "%.2f", 100 * value);
      case NATS, PLAIN -> String.format(Locale.ROOT, "%.5f", value);
    };
  }

  private static String suffix(Unit unit) {
    return switch (unit) {
      case PERCENT -> " %";
      case POINTS -> " points";
      case NATS, PLAIN -> "";
    };
  }

  private static String probability(double p) {
    return p < 1e-4 ? "< .0001" : String.format(Locale.ROOT, "%.4f", p).substring(p < 1 ? 1 : 0);
  }

  private static String line(String... cells) {
    return String.format("%-50s %-14s %-9s %-22s %-8s %s", (Object[]) cells).stripTrailing()
        + System.lineSeparator();
  }
}
