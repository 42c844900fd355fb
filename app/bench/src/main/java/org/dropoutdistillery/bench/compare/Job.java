package org.dropoutdistillery.bench.compare;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dropoutdistillery.bench.Growth;
import org.dropoutdistillery.bench.compare.JmhFork.Metric;

/**
 * What is measured in turns: some rows of the baseline, then a fork of the JVM.
 *
 * @param torchRows may be empty
 */
record Job(List<String> torchRows, JmhFork fork) {

  static Job step(String net) {
    String key = "engine/" + net + "/";
    List<Metric> metrics =
        List.of(
            new Metric("step", key + "step", "ms"),
            new Metric("stepAlone", key + "stepAlone", "ms"),
            new Metric("peak", key + "peak", "GFLOPS"),
            new Metric("shareOfPeak", key + "shareOfPeak", "%"));
    return new Job(
        List.of(net),
        new JmhFork(
            "TrainingStepBenchmark.stepAndPeak", Map.of("net", net, "workerCount", "2"), metrics));
  }

  static Job distilling(String net, String torchRow) {
    String key = "engine/" + torchRow + "/";
    List<Metric> metrics =
        List.of(
            new Metric("teacher", key + "teacher", "ms"),
            new Metric("distilling", key + "distilling", "ms"),
            new Metric("distillingOfTeacher", key + "distillingOfTeacher", "×"));
    return new Job(
        List.of(torchRow),
        new JmhFork(
            "DistillingBenchmark.distilAndTeach", Map.of("net", net, "workerCount", "2"), metrics));
  }

  static Job passes(String net, List<String> torchRows) {
    String key = "engine/pass-" + net + "/";
    List<Metric> metrics =
        Stream.concat(
                Stream.of("own", "ownBalanced", "shared", "sharedBalanced", "ownAlone")
                    .map(name -> new Metric(name, key + name, "ms")),
                Stream.of(
                    new Metric("peak", key + "peak", "GFLOPS"),
                    new Metric("shareOfPeak", key + "shareOfPeak", "%")))
            .toList();
    return new Job(torchRows, new JmhFork("AveragingBenchmark.plans", Map.of("net", net), metrics));
  }

  static Job evaluations(String recipe) {
    String key = "engine/evaluation-" + recipe + "/";
    List<Metric> metrics =
        Stream.concat(
                Stream.of(
                        "teacherStep", "studentStep", "evaluationOfTeacher", "evaluationOfStudent")
                    .map(name -> new Metric(name, key + name, "ms")),
                Stream.of(new Metric("share", key + "share", "%")))
            .toList();
    return new Job(
        List.of(), new JmhFork("EvaluationBenchmark.briefRun", Map.of("recipe", recipe), metrics));
  }

  static Job growth(Growth growth, int size) {
    String key = GrowthTable.key(growth, size);
    List<Metric> metrics =
        List.of(
            new Metric("together", key + GrowthTable.TOGETHER, "ms"),
            new Metric("alone", key + GrowthTable.ALONE, "ms"),
            new Metric("memory", key + GrowthTable.MEMORY, "MiB"));
    Map<String, String> parameters =
        Map.of("growth", growth.name(), "size", Integer.toString(size));
    return new Job(List.of(), new JmhFork("GrowthBenchmark.grown", parameters, metrics));
  }

  static Job average(int passes) {
    Map<String, String> parameters = Map.of("net", "dense", "passes", Integer.toString(passes));
    Metric time = new Metric(JmhFork.TIME, "engine/average/" + passes, "ms");
    return new Job(
        List.of("average"), new JmhFork("AveragingBenchmark.average", parameters, List.of(time)));
  }

  static Job allocation(String name, String benchmark, String net) {
    return new Job(
        List.of(),
        new JmhFork(
            benchmark,
            Map.of("net", net, "workerCount", "2"),
            List.of(new Metric(JmhFork.BYTES, "engine/bytes/" + name, "bytes"))));
  }
}
