package org.dropoutdistillery.distil;

import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.nn.BatchSource;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Matrix;

/**
 * The batches that distil a teacher: transfer inputs, and as targets the teacher's random
 * predictions on them under fresh masks, averaged over the masks of the step. With cross-entropy
 * for a loss this is forward KL up to a constant, and E_r KL(p_r‖q) = KL(p̄‖q) + MI, so its
 * gradient is unbiased for any number of masks (METHODS, 1).
 *
 * <p>The teacher is asked anew in every step: its weights, its drop rates and the settings may
 * change between two steps, by the thread that trains. What a step gives is a pure function of
 * teacher, settings, seed, number of the step and data row.
 */
public final class TeacherTargets implements BatchSource {
  private final TransferPool pool;
  private final TeacherLane[] lanes;
  private TransferSettings settings;
  private long step;
  private int[] rowIds;

  /**
   * @param teacher not copied, and not changed here
   * @param kind what of its passes is averaged, see {@link Divergence#target}
   * @param batchCapacity most rows of a step; their ids must be some of the pool's
   * @param seed of {@link Stream#TRANSFER_MASKS} and {@link Stream#TRANSFER_INPUTS}
   * @param workers how many may call {@link #fill} at once
   * @throws IllegalArgumentException if the rows of the pool do not fit the teacher or the settings
   */
  public TeacherTargets(
      Network teacher,
      TargetKind kind,
      TransferPool pool,
      TransferSettings settings,
      int batchCapacity,
      long seed,
      int workers) {
    this.pool = pool;
    if (pool.features() != teacher.architecture().inputs()) {
      throw new IllegalArgumentException(
          "rows of %d features for a teacher of %d inputs"
              .formatted(pool.features(), teacher.architecture().inputs()));
    }
    MaskSource masks = new MaskSource(Stream.TRANSFER_MASKS, seed);
    long key = Stream.TRANSFER_INPUTS.key(seed);
    lanes = new TeacherLane[workers];
    for (int i = 0; i < workers; i++) {
      lanes[i] = new TeacherLane(teacher, kind, new TransferRows(pool, key), masks, batchCapacity);
    }
    change(settings);
  }

  /**
   * Changes what is shown and how often the teacher is asked, from the next step on.
   *
   * @throws IllegalArgumentException if the rows of the pool do not fit the settings, which then
   *     stay as they were
   */
  public void change(TransferSettings newSettings) {
    pool.requireFits(newSettings.inputs());
    settings = newSettings;
    for (TeacherLane lane : lanes) {
      lane.share(newSettings.sharing());
    }
  }

  /** Returns the settings of the next step. */
  public TransferSettings settings() {
    return settings;
  }

  @Override
  public void beginStep(long number, int[] batchIds) {
    step = number;
    rowIds = batchIds;
  }

  @Override
  public void fill(int first, int rows, Matrix inputs, Matrix targets, int worker) {
    TeacherLane lane = lanes[worker];
    for (int i = 0; i < rows; i++) {
      lane.show(settings.inputs(), step, rowIds[first + i], inputs, i);
    }
    lane.judge(step, settings.masksPerStep(), rowIds, first, rows, targets);
  }
}
