package org.dropoutdistillery.data;

/** A class that no training row has, so that nothing can be learned about it. */
public final class UntrainedClassException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String className;
  private final int rows;

  /**
   * @param dataset its name
   * @param rows how many rows the class has in all
   */
  public UntrainedClassException(String dataset, String className, int rows) {
    super(
        "class '%s' of data set '%s' has no training row (of %d in all), expected at least one;"
                .formatted(className, dataset, rows)
            + " leave the class out, add rows or take smaller shares");
    this.className = className;
    this.rows = rows;
  }

  /** Says what would be right. */
  String expected() {
    return "a training row of each class, but '%s' has none (of %d rows in all);"
            .formatted(className, rows)
        + " leave the class out, add rows or take smaller shares";
  }
}
