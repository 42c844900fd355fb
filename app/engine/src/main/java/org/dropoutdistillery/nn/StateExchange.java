package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Matrix;

/**
 * Takes what a computation remembers between two steps out of it, or puts it back: whoever
 * remembers something names it here once, for both ways.
 */
public interface StateExchange {
  /**
   * Takes a whole number, or gives another in its place.
   *
   * @param least smallest that makes sense
   * @param most largest that does
   * @return the number from now on
   */
  long whole(String name, long value, long least, long most);

  /**
   * Takes a finite number, or gives another in its place.
   *
   * @return the number from now on
   */
  double number(String name, double value, double least, double most);

  /** Takes weights, which are finite, or writes others over them. */
  void weights(String name, Matrix values);

  /** Takes other numbers, which may be infinite, or writes others over them. */
  void memory(String name, Matrix values);

  /**
   * Takes some neighbours of a list of finite numbers in double, or writes others over them.
   *
   * @param size of the whole list
   * @param first index of {@code part} in it
   */
  void sums(String name, int size, int first, double[] part);
}
