package org.dropoutdistillery.plots;

import java.awt.Color;
import org.dropoutdistillery.evaluate.PredictorFigures;
import org.dropoutdistillery.evaluate.Report;

/** The three predictors, in the order, with the name and the colour they have in every chart. */
public enum PredictorSeries {
  STANDARD("standard"),
  MONTE_CARLO("MC"),
  STUDENT("distilled");

  private final String label;

  PredictorSeries(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  @Override
  public String toString() {
    return label;
  }

  public Color color(Palette palette) {
    return switch (this) {
      case STANDARD -> palette.standard();
      case MONTE_CARLO -> palette.monteCarlo();
      case STUDENT -> palette.student();
    };
  }

  /** Returns what a report says of this predictor; null for the student before there is one. */
  public PredictorFigures of(Report report) {
    return switch (this) {
      case STANDARD -> report.standard();
      case MONTE_CARLO -> report.monteCarlo();
      case STUDENT -> report.student();
    };
  }
}
