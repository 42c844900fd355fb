package org.dropoutdistillery.desktop.gap;

import java.util.List;
import org.dropoutdistillery.desktop.page.Glances;
import org.dropoutdistillery.desktop.session.Comparison;
import org.dropoutdistillery.desktop.session.RecipeValues;
import org.dropoutdistillery.desktop.session.RunResult;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.plots.PastRun;
import org.dropoutdistillery.plots.QualityMeasure;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RunProgress;

/** What page Gap says and draws of a run. */
final class GapModel {
  private final Workbench workbench;
  private final Comparison comparison;
  private View last = View.NOTHING;
  private final Glances glances = new Glances();

  /**
   * What there is to see; does not change any more.
   *
   * @param headline the sentence that leads
   * @param details what follows it; may be empty
   * @param source which rows were measured, and when
   * @param start the recipe as the run began; null before there is one
   * @param past earlier runs that are drawn behind
   * @param report measured last; null for nothing
   * @param result of the test rows; null before the end
   */
  record View(
      String headline,
      String details,
      String source,
      List<EvaluationPoint> curve,
      List<LiveChange> changes,
      long steps,
      Recipe start,
      List<PastRun> past,
      Report report,
      Report result) {
    static final View NOTHING =
        new View("", "", "", List.of(), List.of(), 0, null, List.of(), null, null);

    /** Returns a value of the recipe, by its key, as the run began; NaN where not known. */
    double startOf(String key) {
      return start == null ? Double.NaN : RecipeValues.node(start, key).asDouble(Double.NaN);
    }

    /** Returns the measures of quality that there are; those of classes before there are any. */
    List<QualityMeasure> measures() {
      return report == null
          ? List.of(
              QualityMeasure.NLL, QualityMeasure.ERROR, QualityMeasure.BRIER, QualityMeasure.ECE)
          : QualityMeasure.of(report);
    }
  }

  GapModel(Workbench workbench, Comparison comparison) {
    this.workbench = workbench;
    this.comparison = comparison;
  }

  /**
   * Returns what is new, or null if there is nothing or it is too early for another look.
   *
   * @param nanoTime of {@link System#nanoTime}
   */
  View refresh(long nanoTime) {
    boolean sameRuns = comparison.runs().equals(last.past());
    boolean begun = workbench.curve().size() > 2 && !last.curve().isEmpty();
    if (!glances.isDue(nanoTime) && sameRuns && begun && workbench.result().get() == null) {
      return null;
    }
    View now = view();
    if (now.equals(last)) {
      return null;
    }
    last = now;
    glances.take(nanoTime);
    return now;
  }

  /** Returns what was there to see last. */
  View last() {
    return last;
  }

  private View view() {
    List<EvaluationPoint> curve = List.copyOf(workbench.curve());
    RunProgress progress = workbench.progress().get();
    RunResult result = workbench.result().get();
    boolean complete = result != null && result.outcome().isComplete();
    Report measured = curve.isEmpty() ? null : curve.get(curve.size() - 1).report();
    Report report = complete ? result.outcome().test().report() : measured;
    String sentence = sentence(curve, result, report);
    int end = sentence.indexOf(". ");
    return new View(
        end < 0 ? sentence : sentence.substring(0, end + 1),
        end < 0 ? "" : sentence.substring(end + 2),
        source(curve, complete, report),
        curve,
        List.copyOf(workbench.changes()),
        progress == null ? 0 : progress.totalSteps(),
        workbench.startedWith(),
        comparison.runs(),
        report,
        complete ? report : null);
  }

  private static String sentence(List<EvaluationPoint> curve, RunResult result, Report report) {
    if (result != null && !result.outcome().isComplete()) {
      return result.outcome().sentence();
    }
    if (report == null || curve.size() < 2) {
      return "Press Run: the teacher learns, then a student is distilled from it.";
    }
    return report.verdict();
  }

  private static String source(List<EvaluationPoint> curve, boolean complete, Report report) {
    if (report == null) {
      return "";
    }
    return complete
        ? "%d test rows, measured once, at the end; the curves show validation rows"
            .formatted(report.rows())
        : "%d validation rows after step %d"
            .formatted(report.rows(), curve.get(curve.size() - 1).step());
  }
}
