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
  // As layer of the same number; null for dense ones.
  private final ImageLayer[] images;
  private final ImageReturn[] returns;
  private final Normaliser[] normalisers;

  /**
   * @param chunkRows most rows of a chunk, or more
   * @param masks null to train without masks
   */
  TrainingLane(
      Architecture architecture,
      int chunkRows,
      MaskSource masks,
      MaskSharing sharing,
      WeightBlock.Scratch scratch) {
    loop = new ActivationLoop(architecture);
    this.masks = masks == null ? null : new RowMasks(masks, sharing);
    pairedMasks = new PairedMasks(this.masks);
    this.scratch = scratch;
    images = ForwardPass.images(architecture, chunkRows);
    returns = new ImageReturn[images.length];
    normalisers = new Normaliser[images.length];
    for (int layer = 1; layer <= architecture.convolutions(); layer++) {
      int block = images[layer].blockImages();
      normalisers[layer] = new Normaliser(architecture, layer, block, chunkRows);
      returns[layer] = layer == 1 ? null : new ImageReturn(architecture, layer, block);
    }
  }

  ImageLayer image(int layer) {
    return images[layer];
  }

  Normaliser normaliser(int layer) {
    return normalisers[layer];
  }

  /** Returns the way back from a layer above the first. */
  ImageReturn returning(int layer) {
    return returns[layer];
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
