package org.dropoutdistillery.bench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A benchmark that JMH runs in a JVM of its own.
 *
 * @param benchmark class and method
 * @param parameters of the benchmark
 * @param metrics what to read of its result
 */
record JmhFork(String benchmark, Map<String, String> parameters, List<Metric> metrics) {
  /** Name of the time of the benchmark itself. */
  static final String TIME = "time";

  /** Name of the bytes that a call allocates, on all threads. */
  static final String BYTES = "gc.alloc.rate.norm";

  /**
   * A number in the result.
   *
   * @param name that JMH has for it
   * @param key to keep it under
   */
  record Metric(String name, String key, String unit) {}

  /**
   * Runs it once.
   *
   * @return the median over iterations, of each metric
   * @throws RunnerException if the benchmark fails
   */
  Map<Metric, Double> run(Pace pace) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + benchmark.replace(".", "\\.") + "$")
            .forks(1)
            .warmupIterations(1)
            .warmupTime(TimeValue.milliseconds(pace.iterationMillis()))
            .measurementIterations(pace.iterations())
            .measurementTime(TimeValue.milliseconds(pace.iterationMillis()))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    parameters.forEach(options::param);
    if (metrics.stream().anyMatch(metric -> metric.name().equals(BYTES))) {
      options.addProfiler(GCProfiler.class);
    }
    return read(new Runner(options.build()).runSingle());
  }

  private Map<Metric, Double> read(RunResult result) throws RunnerException {
    Map<Metric, Double> medians = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      List<Double> values = new ArrayList<>();
      for (var fork : result.getBenchmarkResults()) {
        for (IterationResult iteration : fork.getIterationResults()) {
          values.add(score(iteration, metric.name()));
        }
      }
      medians.put(metric, Series.median(values));
    }
    return medians;
  }

  private double score(IterationResult iteration, String metric) throws RunnerException {
    Result<?> result =
        metric.equals(TIME)
            ? iteration.getPrimaryResult()
            : iteration.getSecondaryResults().get(metric);
    if (result == null) {
      throw new RunnerException(
          "%s: no metric '%s', only %s"
              .formatted(benchmark, metric, iteration.getSecondaryResults().keySet()));
    }
    return result.getScore();
  }
}
