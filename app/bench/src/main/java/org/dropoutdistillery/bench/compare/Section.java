package org.dropoutdistillery.bench.compare;

import java.util.List;
import java.util.function.IntSupplier;

/** Parts of the comparison that can be measured alone. */
enum Section {
  /** Training steps of the large net. */
  DENSE,
  /** Training steps of the tiny net. */
  TINY,
  /** Steps of distilling. */
  DISTIL,
  /** Random passes. */
  MC,
  /** A whole average. */
  AVERAGE,
  /** Bytes that a step allocates. */
  ALLOCATION;

  /**
   * Returns what is measured, in turns.
   *
   * @param passes of the balanced plan that is as good as 100 independent passes; only {@link
   *     #AVERAGE} asks
   */
  List<Job> jobs(IntSupplier passes) {
    return switch (this) {
      case DENSE -> List.of(Job.step("dense-sgd"), Job.step("dense-adam"));
      case TINY -> List.of(Job.step("tiny-sgd"));
      case DISTIL -> List.of(Job.distilling());
      case MC ->
          List.of(
              Job.passes("DENSE", List.of("pass", "shared-pass")), Job.passes("TINY", List.of()));
      case AVERAGE -> List.of(Job.average(passes.getAsInt()));
      case ALLOCATION ->
          List.of(
              Job.allocation("dense-sgd", "TrainingStepBenchmark.step", "dense-sgd"),
              Job.allocation("dense-adam", "TrainingStepBenchmark.step", "dense-adam"),
              Job.allocation("tiny-sgd", "TrainingStepBenchmark.step", "tiny-sgd"),
              Job.allocation("distil", "DistillingBenchmark.distil", "DENSE"));
    };
  }
}
