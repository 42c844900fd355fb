package org.dropoutdistillery.bench.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  static Job distilling() {
    List<Metric> metrics =
        List.of(
            new Metric("teacher", "engine/distil/teacher", "ms"),
            new Metric("distilling", "engine/distil/distilling", "ms"),
            new Metric("distillingOfTeacher", "engine/distil/distillingOfTeacher", "×"));
    return new Job(
        List.of("distil"),
        new JmhFork(
            "DistillingBenchmark.distilAndTeach",
            Map.of("net", "DENSE", "workerCount", "2"),
            metrics));
  }

  static Job passes(String net, List<String> torchRows) {
    String key = "engine/pass-" + net.toLowerCase(Locale.ROOT) + "/";
    List<Metric> metrics =
        Arrays.asList("own", "ownBalanced", "shared", "sharedBalanced", "ownAlone").stream()
            .map(name -> new Metric(name, key + name, "ms"))
            .toList();
    return new Job(torchRows, new JmhFork("AveragingBenchmark.plans", Map.of("net", net), metrics));
  }

  static Job average(int passes) {
    Map<String, String> parameters = Map.of("net", "DENSE", "passes", Integer.toString(passes));
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
