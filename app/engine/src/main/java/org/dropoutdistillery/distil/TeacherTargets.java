package org.dropoutdistillery.distil;

import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.dropout.RowMasks;
import org.dropoutdistillery.nn.BatchSource;
import org.dropoutdistillery.nn.ForwardPass;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Kernels;
import org.dropoutdistillery.tensor.Matrix;

/**
 * The batches that distil a teacher: transfer inputs, and as targets the teacher's predictions on
 * them under fresh masks, averaged over the masks of the step. With cross-entropy for a loss this
 * is forward KL up to a constant, and E_r KL(p_r‖q) = KL(p̄‖q) + MI, so its gradient is unbiased
 * for any number of masks (METHODS, 1).
 */
public final class TeacherTargets implements BatchSource {
  private final Network teacher;
  private int masksPerStep;
  private final Lane[] lanes;
  private long step;
  private int[] rowIds;

  /**
   * @param teacher frozen: its weights must not change while it teaches
   * @param trainingIds rows that a row may be paired with
   * @param masksPerStep random passes of the teacher for each input and step, at least 1
   * @param batchCapacity most rows of a step
   * @param seed of {@link Stream#TRANSFER_MASKS} and {@link Stream#TRANSFER_INPUTS}
   * @param workers how many may call {@link #fill} at once
   */
  public TeacherTargets(
      Network teacher,
      Dataset dataset,
      int[] trainingIds,
      TransferInputs inputs,
      int masksPerStep,
      int batchCapacity,
      long seed,
      int workers) {
    this.teacher = teacher;
    this.masksPerStep = masksPerStep;
    lanes = new Lane[workers];
    for (int i = 0; i < workers; i++) {
      TransferRows rows =
          new TransferRows(inputs, dataset, trainingIds, Stream.TRANSFER_INPUTS.key(seed));
      lanes[i] =
          new Lane(teacher, rows, new MaskSource(Stream.TRANSFER_MASKS, seed), batchCapacity);
    }
  }

  public void change(int newMasksPerStep, TransferInputs newInputs) {
    masksPerStep = newMasksPerStep;
  }

  @Override
  public void beginStep(long number, int[] batchIds) {
    step = number;
    rowIds = batchIds;
  }

  @Override
  public void fill(int first, int rows, Matrix inputs, Matrix targets, int worker) {
    Lane lane = lanes[worker];
    for (int i = 0; i < rows; i++) {
      lane.transferRows.write(step, rowIds[first + i], inputs, i);
    }
    lane.average(inputs, targets, first, rows);
  }

  /** What one worker needs. */
  private final class Lane {
    private final TransferRows transferRows;
    private final ForwardPass forward;
    private final RowMasks masks;
    private final int classes;
    private final float[] logits;
    private final double[] probabilities;
    private final double[] sums;
    private final float[] means;

    Lane(Network teacher, TransferRows transferRows, MaskSource masks, int batchCapacity) {
      this.transferRows = transferRows;
      this.masks = new RowMasks(masks);
      forward = new ForwardPass(teacher.architecture(), batchCapacity);
      classes = teacher.architecture().outputs();
      logits = new float[batchCapacity * classes];
      probabilities = new double[classes];
      sums = new double[batchCapacity * classes];
      means = new float[batchCapacity * classes];
    }

    void average(Matrix inputs, Matrix targets, int first, int rows) {
      forward.input().assignRows(inputs, rows);
      forward.preparePasses(teacher, rows);
      java.util.Arrays.fill(sums, 0, rows * classes, 0);
      for (int i = 0; i < masksPerStep; i++) {
        forward.runPass(teacher, rows, masks.at(step * masksPerStep + i, rowIds, first));
        addPass(rows);
      }
      for (int i = 0; i < rows * classes; i++) {
        means[i] = (float) (sums[i] / masksPerStep);
      }
      targets.write(0, means, 0, rows * classes);
    }

    private void addPass(int rows) {
      forward.logits().read(0, logits, 0, rows * classes);
      for (int row = 0; row < rows; row++) {
        Kernels.softmax(logits, row * classes, probabilities, 0, classes);
        for (int k = 0; k < classes; k++) {
          sums[row * classes + k] += probabilities[k];
        }
      }
    }
  }
}
