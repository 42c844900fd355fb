package org.dropoutdistillery.plots;

import java.util.List;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.McNemar;
import org.dropoutdistillery.evaluate.PredictorFigures;
import org.dropoutdistillery.evaluate.PredictorReport;

/** Reports of predicted classes. */
record ClassKind(GapReport report) implements ReportKind {

  @Override
  public List<Cell> cells(PredictorFigures figures) {
    PredictorReport classes = (PredictorReport) figures;
    return List.of(
        error(classes),
        Cell.of("NLL", classes.nll()),
        Cell.of("Brier", classes.brier()),
        new Cell("ECE", Figures.fixed(classes.ece(), 4), ""),
        Cell.of(distance(), classes.klToMc()));
  }

  @Override
  public List<Cell> qualities(PredictorFigures figures) {
    PredictorReport classes = (PredictorReport) figures;
    return List.of(error(classes), Cell.of("NLL", classes.nll()));
  }

  private static Cell error(PredictorReport classes) {
    return Cell.of("Error %", Figures.times(classes.error(), 100));
  }

  @Override
  public List<Difference> differences() {
    GapReport.Differences paired = report.studentMinusStandard();
    return paired == null
        ? List.of()
        : List.of(
            error(paired),
            difference("NLL, nats", paired.nll()),
            difference("Brier", paired.brier()),
            difference("ECE", paired.ece()));
  }

  private Difference error(GapReport.Differences paired) {
    Difference error = difference("Error, percentage points", Figures.times(paired.error(), 100));
    return new Difference(
        error.measure(),
        error.value(),
        error.bounds(),
        error.reading(),
        rightness(paired.rightness()));
  }

  private static String rightness(McNemar test) {
    return "right where the other is wrong: student %s, standard %s rows; McNemar's test: mid-p %s, exact p %s"
        .formatted(
            Figures.grouped(test.onlyFirst()),
            Figures.grouped(test.onlySecond()),
            Figures.probability(test.mid()),
            Figures.probability(test.exact()));
  }

  @Override
  public String distance() {
    return "KL to MC";
  }

  @Override
  public String distance(String predictor) {
    return "KL(MC‖" + predictor + ")";
  }

  @Override
  public String unit() {
    return "nats";
  }

  @Override
  public Cell disagreement() {
    return new Cell("Mutual information", Figures.significant(report.mutualInformation(), 2), "");
  }

  @Override
  public String units() {
    return "NLL and KL in nats, Brier from 0 to 2; lower is better in all of them. KL to MC is"
        + " debiased and may come out below 0. ECE is biased upwards, so it stands without an"
        + " interval.";
  }

  @Override
  public String truth() {
    return "labels";
  }

  @Override
  public String measures() {
    return "NLL, Brier, error and ECE say how well it predicts the labels";
  }
}
