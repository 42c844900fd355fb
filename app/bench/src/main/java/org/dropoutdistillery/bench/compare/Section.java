package org.dropoutdistillery.bench.compare;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.dropoutdistillery.bench.Growth;

/** Parts of the comparison that can be measured alone. */
enum Section {
  /** Training steps of the large net. */
  DENSE,
  /** Training steps of the tiny net. */
  TINY,
  /** Training steps of the convolutional net. */
  CNN,
  /** Steps of distilling. */
  DISTIL,
  /** Random passes. */
  MC,
  /** A whole average. */
  AVERAGE,
  /** Evaluations beside training. */
  EVALUATION,
  /** Costs of growing sizes. */
  GROWTH,
  /** Bytes that a step allocates. */
  ALLOCATION;

  /**
   * Returns what is measured, in turns.
   *
   * @param passes of the balanced plan that is as good as 100 independent passes; only {@link
   *     #AVERAGE} asks
   */
  List<Job> jobs(Pace pace, IntSupplier passes) {
    return switch (this) {
      case DENSE -> List.of(Job.step("dense-sgd"), Job.step("dense-adam"));
      case TINY -> List.of(Job.step("tiny-sgd"));
      case CNN -> List.of(Job.step("cnn-sgd"));
      case DISTIL ->
          List.of(Job.distilling("dense", "distil"), Job.distilling("cnn", "distil-cnn"));
      case MC ->
          List.of(
              Job.passes("dense", List.of("pass", "shared-pass")),
              Job.passes("cnn", List.of("pass-cnn")),
              Job.passes("tiny", List.of()));
      case AVERAGE -> List.of(Job.average(passes.getAsInt()));
      case EVALUATION -> Rows.evaluatedRecipes().map(Job::evaluations).toList();
      case GROWTH -> Arrays.stream(Growth.values()).flatMap(what -> growing(what, pace)).toList();
      case ALLOCATION ->
          List.of(
              Job.allocation("dense-sgd", "TrainingStepBenchmark.step", "dense-sgd"),
              Job.allocation("dense-adam", "TrainingStepBenchmark.step", "dense-adam"),
              Job.allocation("tiny-sgd", "TrainingStepBenchmark.step", "tiny-sgd"),
              Job.allocation("cnn-sgd", "TrainingStepBenchmark.step", "cnn-sgd"),
              Job.allocation("distil", "DistillingBenchmark.distil", "dense"),
              Job.allocation("distil-cnn", "DistillingBenchmark.distil", "cnn"));
    };
  }

  /** Returns how long this is measured. */
  Pace pace(Pace pace) {
    return switch (this) {
      case ALLOCATION -> pace.forBytes();
      case EVALUATION, GROWTH -> pace.brief();
      default -> pace;
    };
  }

  private static Stream<Job> growing(Growth what, Pace pace) {
    return what.sizes().stream().limit(pace.sizes()).map(size -> Job.growth(what, size));
  }
}
