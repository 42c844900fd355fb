package org.dropoutdistillery.cli;

import org.dropoutdistillery.tensor.Workers;
import picocli.CommandLine.Option;

/** The option of every command that computes. */
final class ThreadsOption {
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Worker threads (default: one for each core). Never changes a result.")
  private Integer threads;

  /** Starts the workers; the caller closes them. */
  Workers workers() {
    return new Workers(threads == null ? Runtime.getRuntime().availableProcessors() : threads);
  }
}
