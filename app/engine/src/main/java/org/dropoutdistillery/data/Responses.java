package org.dropoutdistillery.data;

/**
 * One number for each row (regression). Nobody writes into the array.
 *
 * @param values [rows]: finite
 * @param name what the number is called
 */
public record Responses(float[] values, String name) implements Targets {
  /**
   * @throws IllegalArgumentException if a response is not finite or the name is empty
   */
  public Responses {
    if (name.isBlank()) {
      throw new IllegalArgumentException("responses without a name");
    }
    for (int row = 0; row < values.length; row++) {
      if (!Float.isFinite(values[row])) {
        throw new IllegalArgumentException(
            "row %d has the response %s, expected a finite number".formatted(row, values[row]));
      }
    }
  }

  @Override
  public int rows() {
    return values.length;
  }

  @Override
  public int outputs() {
    return 1;
  }
}
