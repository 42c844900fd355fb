package org.dropoutdistillery.nn;

import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.dropout.Masks;
import org.dropoutdistillery.dropout.RowMasks;

/** What one worker needs for any piece of a training step. */
final class TrainingLane {
  private final ActivationLoop loop;
  private final RowMasks masks;
  private final PairedMasks pairedMasks;
  private final WeightBlock.Scratch scratch;

  /**
   * @param masks null to train without masks
   */
  TrainingLane(
      Architecture architecture,
      MaskSource masks,
      MaskSharing sharing,
      WeightBlock.Scratch scratch) {
    loop = new ActivationLoop(architecture);
    this.masks = masks == null ? null : new RowMasks(masks, sharing);
    pairedMasks = new PairedMasks(this.masks);
    this.scratch = scratch;
  }

  ActivationLoop loop() {
    return loop;
  }

  /**
   * Returns the masks of a step's rows from {@code firstRow} on, valid until the next call, or null
   * when training without masks.
   */
  Masks masks(TrainingStep step, int firstRow) {
    if (masks == null) {
      return null;
    }
    masks.at(step.pass(), step.rowIds(), firstRow / step.rowsPerDataRow());
    return step.rowsPerDataRow() == 1 ? masks : pairedMasks;
  }

  WeightBlock.Scratch scratch() {
    return scratch;
  }
}
