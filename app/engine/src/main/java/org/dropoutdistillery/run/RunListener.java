package org.dropoutdistillery.run;

/** Hears of a run, on the thread of its driver: must return at once. */
public interface RunListener {
  /** Called with each evaluation, in order. */
  void evaluated(EvaluationPoint point);

  /** Called with each change of the recipe, when it begins to act. */
  default void changed(LiveChange change) {}
}
