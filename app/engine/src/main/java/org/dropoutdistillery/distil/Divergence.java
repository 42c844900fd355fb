package org.dropoutdistillery.distil;

import java.util.Locale;
import org.dropoutdistillery.nn.CrossEntropy;
import org.dropoutdistillery.nn.LogitMatching;
import org.dropoutdistillery.nn.Loss;
import org.dropoutdistillery.nn.ReverseKl;
import org.dropoutdistillery.nn.SquaredError;
import org.dropoutdistillery.nn.SquaredProbabilityError;

/**
 * How far a student q is from a teacher's random predictions p_r, and with that what the student
 * becomes when it is taught by fresh masks. The average p̄ = E p_r is reached only where p_r is the
 * first argument of a Bregman divergence (METHODS, 1); the others reach the geometric mean, softmax
 * of E z_r. In each the gradient is linear in the target, so that one mask is as unbiased as many.
 */
public enum Divergence {
  /** KL(p_r‖q): cross-entropy to the teacher's probabilities, up to a constant. */
  FORWARD_KL("forward KL", TargetKind.PROBABILITIES) {
    @Override
    Loss classLoss(int outputs) {
      return new CrossEntropy(outputs);
    }
  },
  /**
   * ½‖p_r − q‖², whose gradient fades where the student is sure, be it right or wrong; of a
   * regression net ½‖f_r − g‖².
   */
  SQUARED_ERROR("squared error", TargetKind.PROBABILITIES) {
    @Override
    Loss classLoss(int outputs) {
      return new SquaredProbabilityError(outputs);
    }
  },
  /** Half the squared distance of the logits, each less their mean over the classes. */
  LOGITS("squared error of logits", TargetKind.CENTRED_LOGITS) {
    @Override
    Loss classLoss(int outputs) {
      return new LogitMatching();
    }
  },
  /** KL(q‖p_r). */
  REVERSE_KL("reverse KL", TargetKind.LOG_PROBABILITIES) {
    @Override
    Loss classLoss(int outputs) {
      return new ReverseKl(outputs);
    }
  };

  private final String label;
  private final TargetKind classTarget;

  Divergence(String label, TargetKind classTarget) {
    this.label = label;
    this.classTarget = classTarget;
  }

  abstract Loss classLoss(int outputs);

  /** Returns what to call it where a person reads it. */
  public String label() {
    return label;
  }

  /** Returns whether its optimum is the teacher's average. */
  public boolean isFaithful() {
    return classTarget == TargetKind.PROBABILITIES;
  }

  /** Returns whether networks with such outputs can be distilled by it. */
  public boolean fits(OutputKind outputs) {
    return outputs == OutputKind.CLASSES || this == SQUARED_ERROR;
  }

  /**
   * Returns what it really distils, in words.
   *
   * @throws IllegalArgumentException if it does not fit such outputs
   */
  public String distils(OutputKind outputs) {
    requireFits(outputs);
    if (outputs == OutputKind.RESPONSES) {
      return "the average of responses";
    }
    return isFaithful() ? "the average of probabilities" : "the geometric mean (not the average)";
  }

  /**
   * Returns what of the teacher's passes its target averages.
   *
   * @throws IllegalArgumentException if it does not fit such outputs
   */
  public TargetKind target(OutputKind outputs) {
    requireFits(outputs);
    return outputs == OutputKind.RESPONSES ? TargetKind.RESPONSES : classTarget;
  }

  /**
   * Returns a new loss that a student lowers against such targets.
   *
   * @param count of the network's outputs
   * @throws IllegalArgumentException if it does not fit such outputs
   */
  public Loss loss(OutputKind outputs, int count) {
    requireFits(outputs);
    return outputs == OutputKind.RESPONSES ? new SquaredError() : classLoss(count);
  }

  private void requireFits(OutputKind outputs) {
    if (!fits(outputs)) {
      throw new IllegalArgumentException(
          "divergence: "
              + label
              + " compares probabilities of classes, and a regression net has none; expected "
              + SQUARED_ERROR.name().toLowerCase(Locale.ROOT)
              + ", whose optimum is the teacher's average response");
    }
  }
}
