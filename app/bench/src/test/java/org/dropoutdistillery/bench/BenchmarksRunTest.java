package org.dropoutdistillery.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * One call of each benchmark that counts by itself: all counts are there. Times are not looked at.
 */
class BenchmarksRunTest {
  @ParameterizedTest
  @CsvSource({
    "TrainingStepBenchmark.stepAndPeak, net, tiny-sgd, shareOfPeak",
    "AveragingBenchmark.plans, net, tiny, shareOfPeak",
    "GrowthBenchmark.grown, growth, BATCH, together",
    "EvaluationBenchmark.briefRun, recipe, iris, share"
  })
  void countsWhatItShould(String benchmark, String parameter, String value, String count)
      throws RunnerException {
    IterationResult result =
        new Runner(
                new OptionsBuilder()
                    .include("\\." + benchmark.replace(".", "\\.") + "$")
                    .param(parameter, value)
                    .param("workerCount", "2")
                    .forks(0)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(1))
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build())
            .runSingle()
            .getBenchmarkResults()
            .iterator()
            .next()
            .getIterationResults()
            .iterator()
            .next();
    Result<?> counted = result.getSecondaryResults().get(count);
    assertThat(counted).isNotNull();
    assertThat(counted.getScore()).isPositive();
  }
}
