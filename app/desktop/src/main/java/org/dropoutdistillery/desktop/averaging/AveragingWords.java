package org.dropoutdistillery.desktop.averaging;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dropoutdistillery.desktop.averaging.Subject.Place;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.evaluate.AveragingCurve;
import org.dropoutdistillery.evaluate.AveragingMetric;
import org.dropoutdistillery.plots.AveragingText;
import org.dropoutdistillery.run.AveragingStudy;

/** What page Averaging says in words. */
final class AveragingWords {
  /** What {@link #enough} means. */
  static final String MEANING =
      """
      Enough: more passes would change what is measured against labels by less than
      a quarter of the standard error that these rows leave, and the distance to MC
      by less than a tenth of standard's. "≈" goes on by the law 1/T from what the
      passes that were made do not settle.""";

  private AveragingWords() {}

  /** Returns the curves that are shown, those against labels first. */
  static List<AveragingCurve> shown(List<AveragingCurve> curves) {
    return curves.stream()
        .filter(curve -> curve.metric() != AveragingMetric.SQUARED_ERROR)
        .sorted(Comparator.comparing(AveragingCurve::metric))
        .toList();
  }

  /** Says how many passes the student is worth. */
  static String student(AveragingStudy.Result result) {
    if (result.report().student() == null) {
      return "There is no student yet: the teacher alone is measured.";
    }
    return shown(result.independent()).stream()
        .map(curve -> new AveragingText(curve, result.report()).studentSentence())
        .filter(sentence -> !sentence.isEmpty())
        .findFirst()
        .orElse("Nothing is known of how many passes the student is worth.");
  }

  /** Says how many passes are enough, by each metric. */
  static String enough(AveragingStudy.Result result) {
    String passes =
        shown(result.independent()).stream()
            .map(curve -> new AveragingText(curve, result.report()).enoughFor())
            .collect(Collectors.joining(", "));
    return Character.toUpperCase(passes.charAt(0)) + passes.substring(1) + ".";
  }

  /** Says what was measured. */
  static String source(AveragingStudy.Result result, Place place) {
    int rows = result.size().rows();
    String some = rows < result.available() ? " of " + number(result.available()) : "";
    String balanced =
        result.balanced().isEmpty()
            ? ", no balanced ones (they need Bernoulli masks)"
            : ", balanced up to T = " + result.size().mostBalanced();
    return "%s%s %s rows after step %s; %s passes%s; distance to an average of %s"
        .formatted(
            number(rows),
            some,
            place.rowsName(),
            number(place.step()),
            number(result.size().passes()),
            balanced,
            number(result.size().reportPasses()));
  }

  static String measuring(Place place, double progress) {
    return "Measuring the %s rows after step %s: %.0f %%"
        .formatted(place.rowsName(), number(place.step()), 100 * progress);
  }

  /** Says why there is no result. */
  static String without(RunState state, boolean learned, boolean measuring) {
    if (measuring) {
      return "What more passes are worth is being measured.";
    }
    return switch (state) {
      case PREPARING -> "The run is made ready.";
      case DIVERGED -> "Training diverged: there is nothing to measure.";
      case FAILED -> "The run could not begin or go on: there is nothing to measure.";
      case TESTING -> "The run measures its test rows; what more passes are worth comes next.";
      case READY, RUNNING, PAUSED, FINISHED ->
          learned
              ? "What are more passes worth? That is not measured yet."
              : "Nothing is learned yet: press Run.";
    };
  }

  /** Says when there will be a result; empty if there is one, or none to be had. */
  static String next(RunState state, boolean learned, boolean measuring) {
    if (measuring) {
      return "Averages of 1, 2, 4, … passes with random masks, and with balanced ones, are set"
          + " beside standard and student. The charts come when all is done.";
    }
    return switch (state) {
      case READY -> "When the run pauses, and at its end, what more passes are worth is measured.";
      case RUNNING ->
          learned
              ? "It is measured when the run pauses, and at its end. “Measure now” does it at once,"
                  + " beside the training."
              : "";
      case PAUSED, FINISHED -> learned ? "“Measure now” does it." : "";
      case PREPARING, TESTING, DIVERGED, FAILED -> "";
    };
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count).replace(',', '\u202F');
  }
}
