package org.dropoutdistillery.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Pieces of work put together until a task is worth handing to another worker. */
final class TaskGroups {
  /** Operations that outlast the hand-over (1-2 µs) many times: about 10 µs of matrix products. */
  static final long TASK_FLOPS = 1_000_000;

  private TaskGroups() {}

  /**
   * Returns neighbouring pieces in groups, by their sizes alone.
   *
   * @param flops what a piece costs, in operations of a matrix product
   */
  static <T> List<List<T>> of(List<T> pieces, ToLongFunction<T> flops) {
    List<List<T>> groups = new ArrayList<>();
    List<T> group = new ArrayList<>();
    long sum = 0;
    for (T piece : pieces) {
      group.add(piece);
      sum += flops.applyAsLong(piece);
      if (sum >= TASK_FLOPS) {
        groups.add(List.copyOf(group));
        group.clear();
        sum = 0;
      }
    }
    if (!group.isEmpty()) {
      groups.add(List.copyOf(group));
    }
    return groups;
  }
}
