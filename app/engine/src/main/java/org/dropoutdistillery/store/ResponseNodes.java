package org.dropoutdistillery.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dropoutdistillery.evaluate.RegressionPredictorReport;
import org.dropoutdistillery.evaluate.RegressionReport;

/** What {@code summary.json} holds where numbers are predicted. */
final class ResponseNodes {
  private ResponseNodes() {}

  static ObjectNode predictor(RegressionPredictorReport report, double msPerExample) {
    ObjectNode node = Nodes.object();
    node.put("rmse", report.rmse().value());
    node.put("nll", report.nll().value());
    node.set("distanceToMc", Nodes.value(report.distanceToMc()));
    node.put("msPerExample", msPerExample);
    ObjectNode intervals = node.putObject("intervals");
    intervals.set("rmse", Nodes.interval(report.rmse()));
    intervals.set("nll", Nodes.interval(report.nll()));
    intervals.set("distanceToMc", Nodes.interval(report.distanceToMc()));
    return node;
  }

  static ObjectNode differences(RegressionReport.Differences differences) {
    ObjectNode node = Nodes.object();
    node.set("squaredError", Nodes.interval(differences.squaredError()));
    node.set("nll", Nodes.interval(differences.nll()));
    return node;
  }
}
