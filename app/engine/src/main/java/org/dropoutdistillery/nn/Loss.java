package org.dropoutdistillery.nn;

/** What a training step lowers: a function of the logits of a few rows and their targets. */
public interface Loss {
  /**
   * Returns the sum of the losses of the rows and writes the gradient of {@code scale} times it.
   *
   * <p>Rows that belong together (several passes over one data row) stand next to each other, and a
   * call always sees all of them.
   *
   * @param logits [rows, outputs]; not changed
   * @param targets [rows, outputs]
   * @param gradient [rows, outputs]; overwritten
   */
  double gradient(
      float[] logits, float[] targets, float[] gradient, int rows, int outputs, double scale);

  /**
   * Returns whether each data row goes through the network twice: row 2i with the masks of data row
   * i, row 2i + 1 without any.
   */
  default boolean comparesWithoutMasks() {
    return false;
  }
}
