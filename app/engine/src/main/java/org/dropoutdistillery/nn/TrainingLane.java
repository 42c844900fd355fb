package org.dropoutdistillery.nn;

import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.dropout.RowMasks;

/** What one worker needs for any piece of a training step. */
final class TrainingLane {
  private final ActivationLoop loop;
  private final RowMasks masks;
  private final WeightBlock.Scratch scratch;

  /**
   * @param masks null to train without masks
   */
  TrainingLane(Architecture architecture, MaskSource masks, WeightBlock.Scratch scratch) {
    loop = new ActivationLoop(architecture);
    this.masks = masks == null ? null : new RowMasks(masks);
    this.scratch = scratch;
  }

  ActivationLoop loop() {
    return loop;
  }

  /** Returns null when training without masks. */
  RowMasks masks() {
    return masks;
  }

  WeightBlock.Scratch scratch() {
    return scratch;
  }
}
