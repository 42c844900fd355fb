package org.dropoutdistillery.plots;

import java.util.List;
import org.dropoutdistillery.evaluate.PredictorFigures;
import org.dropoutdistillery.evaluate.RegressionPredictorReport;
import org.dropoutdistillery.evaluate.RegressionReport;

/** Reports of predicted numbers. */
record NumberKind(RegressionReport report) implements ReportKind {

  @Override
  public List<Cell> cells(PredictorFigures figures) {
    RegressionPredictorReport numbers = (RegressionPredictorReport) figures;
    return List.of(
        Cell.of("RMSE", numbers.rmse()),
        Cell.of("NLL", numbers.nll()),
        Cell.of(distance(), numbers.distanceToMc()));
  }

  @Override
  public List<Cell> qualities(PredictorFigures figures) {
    return cells(figures).subList(0, 2);
  }

  @Override
  public List<Difference> differences() {
    RegressionReport.Differences paired = report.studentMinusStandard();
    return paired == null
        ? List.of()
        : List.of(
            difference("Squared error, unit²", paired.squaredError()),
            difference("NLL, nats", paired.nll()));
  }

  @Override
  public String distance() {
    return "Distance² to MC";
  }

  @Override
  public String distance(String predictor) {
    return "mean (MC − " + predictor + ")²";
  }

  @Override
  public String unit() {
    return "unit²";
  }

  @Override
  public Cell disagreement() {
    return new Cell("Variance over masks", Figures.significant(report.maskVariance(), 2), "");
  }

  @Override
  public String units() {
    return "RMSE in the unit of the target, NLL in nats with normal noise, distance² to MC the mean"
        + " squared distance in unit²; lower is better in all of them. Distance² to MC is"
        + " debiased and may come out below 0.";
  }

  @Override
  public String truth() {
    return "target";
  }

  @Override
  public String measures() {
    return "RMSE and NLL say how well it predicts the target";
  }
}
