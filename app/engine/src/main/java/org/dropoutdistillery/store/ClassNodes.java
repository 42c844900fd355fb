package org.dropoutdistillery.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.McNemar;
import org.dropoutdistillery.evaluate.PredictorReport;

/** What {@code summary.json} holds where classes are predicted. */
final class ClassNodes {
  private ClassNodes() {}

  static ObjectNode predictor(PredictorReport report, double msPerExample) {
    ObjectNode node = Nodes.object();
    node.put("error", report.error().value());
    node.put("nll", report.nll().value());
    node.put("brier", report.brier().value());
    node.put("ece", report.ece());
    node.set("klToMc", Nodes.value(report.klToMc()));
    node.put("adaptiveEce", report.adaptiveEce());
    node.put("classwiseEce", report.classwiseEce());
    node.put("entropy", report.entropy());
    node.put("tvToMc", report.tvToMc());
    node.put("agreementWithMc", report.agreementWithMc());
    node.put("msPerExample", msPerExample);
    ObjectNode intervals = node.putObject("intervals");
    intervals.set("error", Nodes.interval(report.error()));
    intervals.set("nll", Nodes.interval(report.nll()));
    intervals.set("brier", Nodes.interval(report.brier()));
    intervals.set("klToMc", Nodes.interval(report.klToMc()));
    return node;
  }

  static ObjectNode differences(GapReport.Differences differences) {
    ObjectNode node = Nodes.object();
    node.set("error", Nodes.interval(differences.error()));
    node.set("nll", Nodes.interval(differences.nll()));
    node.set("brier", Nodes.interval(differences.brier()));
    node.set("ece", Nodes.interval(differences.ece()));
    McNemar test = differences.rightness();
    ObjectNode rightness = node.putObject("rightness");
    rightness.put("onlyStudentRight", test.onlyFirst());
    rightness.put("onlyStandardRight", test.onlySecond());
    rightness.put("exactP", test.exact());
    rightness.put("midP", test.mid());
    return node;
  }
}
