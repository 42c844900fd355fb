package org.dropoutdistillery.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dropoutdistillery.run.Road;
import picocli.CommandLine.Option;

/** The option of every command that compares predictors. */
final class PredictorsOption {
  @Option(
      names = "--predictors",
      paramLabel = "NAME",
      split = ",",
      description =
          "Other roads to the average, in place of the recipe's, with commas between them: all, or"
              + " some of exact, geometric, moments, moments_mean, moments_field,"
              + " moments_sampled, expectation_linear.")
  private List<String> names;

  /** Puts the choice, if one was made, among the changes of a recipe. */
  void addTo(Map<String, String> changes) {
    if (names != null) {
      List<String> chosen =
          names.equals(List.of("all"))
              ? Arrays.stream(Road.values()).map(Road::label).toList()
              : names;
      changes.put(
          "evaluation.predictors",
          chosen.stream()
              .map(name -> '"' + name.strip().toLowerCase(java.util.Locale.ROOT) + '"')
              .collect(Collectors.joining(", ", "[", "]")));
    }
  }
}
