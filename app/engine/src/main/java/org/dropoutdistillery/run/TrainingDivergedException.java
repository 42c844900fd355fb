package org.dropoutdistillery.run;

import java.util.Locale;

/** Training whose loss is no longer a number. The run stops at the step where it shows. */
public final class TrainingDivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param step of the phase, from 1
   */
  TrainingDivergedException(Phase phase, long step, double loss, double learningRate) {
    super(
        String.format(
            Locale.ROOT,
            "training diverged at step %d of the %s: the loss is %s at learning rate %.3g;"
                + " lower %s.training.learningRate",
            step,
            phase.name().toLowerCase(Locale.ROOT),
            loss,
            learningRate,
            phase.name().toLowerCase(Locale.ROOT)));
  }
}
