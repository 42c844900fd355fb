package org.dropoutdistillery.run;

import java.util.function.BooleanSupplier;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;

/** How a teacher is trained. */
final class TeacherTraining {
  private TeacherTraining() {}

  /** Makes the phase in which {@code teacher} learns. */
  static TrainingPhase phase(Recipe settings, RunData data, Network teacher, Workers workers) {
    return new TrainingPhase(
        settings.teacher().training(),
        teacher,
        data.split().train(),
        Stream.TEACHER_SHUFFLE.key(settings.seed()),
        new MaskSource(Stream.TEACHER_MASKS, settings.seed()),
        RecipeNetworks.sharing(settings.teacher().rowsPerMask()),
        LabelledBatches.of(data.dataset()),
        RecipeNetworks.teacherLoss(settings.teacher(), data.dataset()),
        workers);
  }

  /**
   * Trains a teacher to the end, without evaluations.
   *
   * @return null if cancelled
   * @throws TrainingDivergedException if the loss is no number any more
   */
  static Network train(Recipe settings, RunData data, Workers workers, BooleanSupplier cancelled) {
    Network teacher = RecipeNetworks.teacher(settings, data.dataset());
    TrainingPhase phase = phase(settings, data, teacher, workers);
    DropRamp ramp = new DropRamp(settings.teacher(), data, teacher);
    long steps = TrainingPhase.steps(settings.teacher().training(), data.split().train());
    for (long step = 0; step < steps; step++) {
      if (cancelled.getAsBoolean()) {
        return null;
      }
      ramp.reach(step);
      double loss = phase.advance();
      if (!Double.isFinite(loss)) {
        throw new TrainingDivergedException(
            Phase.TEACHER, phase.step(), loss, phase.lastLearningRate());
      }
    }
    ramp.reach(steps);
    return teacher;
  }
}
