package org.dropoutdistillery.cli;

import org.dropoutdistillery.run.TestResult;

/** What a measurement says: the table and the verdict. */
final class ResultText {
  private ResultText() {}

  /**
   * @param part of the data that was measured: test or validation
   */
  static String of(TestResult result, String part) {
    return ComparisonTable.of(result, part)
        + "%n%s%n".formatted(wrapped(result.report().verdict()));
  }

  /** Breaks lines between words. */
  private static String wrapped(String text) {
    return text.replaceAll("(.{1,100})(?: |$)", "$1%n".formatted()).stripTrailing();
  }
}
