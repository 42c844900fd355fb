package org.dropoutdistillery.plots;

import java.util.List;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.PredictorFigures;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.evaluate.RegressionPredictorReport;
import org.dropoutdistillery.evaluate.Report;

/** What is measured against the labels, or the numbers to predict; lower is better in all. */
public enum QualityMeasure {
  NLL("NLL (nats)"),
  ERROR("Error (%)"),
  BRIER("Brier score (0 to 2)"),
  ECE("Expected calibration error"),
  RMSE("RMSE (unit of the target)");

  private final String title;

  QualityMeasure(String title) {
    this.title = title;
  }

  /** Returns the measures that such a report has. */
  public static List<QualityMeasure> of(Report report) {
    return report instanceof GapReport ? List.of(NLL, ERROR, BRIER, ECE) : List.of(RMSE, NLL);
  }

  /** Returns the name with its unit. */
  public String title() {
    return title;
  }

  /** Returns the name for where there is little room. */
  String shortTitle() {
    return switch (this) {
      case NLL -> "NLL";
      case ERROR -> "Error %";
      case BRIER -> "Brier";
      case ECE -> "ECE";
      case RMSE -> "RMSE";
    };
  }

  /**
   * Returns the value in the unit of the title.
   *
   * @throws ClassCastException if figures of this kind do not have the measure
   */
  public double of(PredictorFigures figures) {
    return switch (this) {
      case NLL -> figures.nll().value();
      case ERROR -> 100 * ((PredictorReport) figures).error().value();
      case BRIER -> ((PredictorReport) figures).brier().value();
      case ECE -> ((PredictorReport) figures).ece();
      case RMSE -> ((RegressionPredictorReport) figures).rmse().value();
    };
  }
}
