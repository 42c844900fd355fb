package org.dropoutdistillery.data;

import java.util.List;

/** What the column to predict holds. */
public sealed interface TargetKind {
  /** A class, written in any way. Classes are put in order: numbers by size, texts as Unicode. */
  record Classes() implements TargetKind {}

  /** A number (regression). */
  record Numbers() implements TargetKind {}

  /**
   * Numbers if every value is one and they are not all whole or there are more than {@link
   * #MOST_CLASSES} different ones; otherwise classes.
   */
  record Detected() implements TargetKind {
    /** Most different whole numbers that are taken for classes. */
    public static final int MOST_CLASSES = 50;
  }

  /**
   * The index of a class, from 0 on, in a list of names.
   *
   * @param names [classes]
   */
  record Indexed(List<String> names) implements TargetKind {
    public Indexed {
      names = List.copyOf(names);
    }
  }
}
