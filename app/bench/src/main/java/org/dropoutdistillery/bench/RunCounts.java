package org.dropoutdistillery.bench;

import org.dropoutdistillery.run.DistilSchedule;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RunData;

/**
 * How often a run whose student comes after its teacher does what.
 *
 * @param teacherSteps steps of the teacher
 * @param studentSteps steps of the student
 * @param averages evaluations before which the teacher has moved, with that of the frozen teacher
 * @param comparisons evaluations that find the average of the frozen teacher
 */
record RunCounts(long teacherSteps, long studentSteps, long averages, long comparisons) {
  static RunCounts of(Recipe recipe, RunData data) {
    if (recipe.student().schedule() != DistilSchedule.SEQUENTIAL) {
      throw new IllegalArgumentException(recipe.name() + ": expected a student after its teacher");
    }
    return of(
        steps(recipe.teacher().training(), data),
        steps(recipe.student().training(), data),
        recipe.evaluation().everySteps());
  }

  /** Counts evaluations every so many steps, at the end of the teacher and at that of the run. */
  static RunCounts of(long teacherSteps, long studentSteps, long every) {
    long total = teacherSteps + studentSteps;
    long withTeacher = (teacherSteps + every - 1) / every + 1;
    long laterOnes = (total + every - 1) / every - teacherSteps / every;
    return new RunCounts(teacherSteps, studentSteps, withTeacher, laterOnes);
  }

  private static long steps(Recipe.Training training, RunData data) {
    return (long) training.epochs() * stepsPerEpoch(training, data);
  }

  static int stepsPerEpoch(Recipe.Training training, RunData data) {
    int rows = data.split().train().length;
    return (rows + training.batchSize() - 1) / training.batchSize();
  }
}
