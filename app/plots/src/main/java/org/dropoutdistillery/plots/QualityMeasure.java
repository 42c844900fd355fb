package org.dropoutdistillery.plots;

import org.dropoutdistillery.evaluate.PredictorReport;

/** What is measured against the labels; lower is better in all of them. */
public enum QualityMeasure {
  NLL("NLL (nats)"),
  ERROR("Error (%)"),
  BRIER("Brier score (0 to 2)"),
  ECE("Expected calibration error");

  private final String title;

  QualityMeasure(String title) {
    this.title = title;
  }

  /** Returns the name with its unit. */
  public String title() {
    return title;
  }

  /** Returns the value in the unit of the title. */
  public double of(PredictorReport report) {
    return switch (this) {
      case NLL -> report.nll().value();
      case ERROR -> 100 * report.error().value();
      case BRIER -> report.brier().value();
      case ECE -> report.ece();
    };
  }
}
