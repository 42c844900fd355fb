package org.dropoutdistillery.nn;

import java.util.ArrayList;
import java.util.List;

/** The convolutional layers of a training step, chunk by chunk. */
final class ImageStages {
  private final Network network;
  private final TrainingStep step;
  private final TrainingLane[] lanes;
  // Of each convolutional layer from the first, one for each chunk.
  private final List<List<ImagePiece>> layers = new ArrayList<>();
  private final List<LayerMoments> moments = new ArrayList<>();

  ImageStages(
      Network network,
      List<RowChunk> chunks,
      TrainingArrays arrays,
      TrainingStep step,
      TrainingLane[] lanes) {
    this.network = network;
    this.step = step;
    this.lanes = lanes;
    Architecture architecture = network.architecture();
    for (int layer = 1; layer <= architecture.convolutions(); layer++) {
      LayerMoments ofLayer =
          architecture.isNormalised(layer)
              ? new LayerMoments(chunks.size(), architecture.units(layer))
              : null;
      List<ImagePiece> pieces = new ArrayList<>();
      for (RowChunk chunk : chunks) {
        pieces.add(
            new ImagePiece(
                network, layer, chunk.first(), chunk.capacity(), arrays, ofLayer, pieces.size()));
      }
      layers.add(pieces);
      moments.add(ofLayer);
      if (ofLayer != null) {
        ofLayer.setGradients(gradients(layer));
      }
    }
  }

  /** Returns what each chunk adds to the gradients of a layer, from 1. */
  List<ChunkGradients> gradients(int layer) {
    return layers.get(layer - 1).stream().map(ImagePiece::gradients).toList();
  }

  void addForward(ChunkStages stages) {
    for (List<ImagePiece> pieces : layers) {
      stages.add((chunk, worker) -> pieces.get(chunk).forward(step, lanes[worker]));
      if (pieces.get(0).isNormalised()) {
        stages.meet();
        stages.add((chunk, worker) -> pieces.get(chunk).normalise(step, lanes[worker]));
      }
    }
  }

  void addBackward(ChunkStages stages) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      List<ImagePiece> pieces = layers.get(i);
      if (i < layers.size() - 1) {
        stages.add((chunk, worker) -> pieces.get(chunk).closeGates(step, lanes[worker]));
      }
      stages.add((chunk, worker) -> pieces.get(chunk).backward(step, lanes[worker]));
      if (pieces.get(0).isNormalised()) {
        stages.meet();
        stages.add((chunk, worker) -> pieces.get(chunk).denormalise(step, lanes[worker]));
      }
    }
  }

  /** Updates scales, and lets normalised layers remember the batch. By the thread that trains. */
  void finishNormalisation(Optimizer optimizer, OptimizerState state, WeightBlock.Scratch scratch) {
    int parameter = 2 * network.architecture().layers();
    for (int i = 0; i < layers.size(); i++) {
      if (moments.get(i) != null) {
        Normalisation normalisation = network.normalisation(i);
        moments.get(i).readScaleGradient(scratch.vector());
        scratch.updateVector(optimizer, normalisation.scale(), state.ofParameter(parameter));
        if (step.normalisesByBatch()) {
          moments.get(i).remember(normalisation);
        }
        parameter += Normalisation.PARAMETERS;
      }
    }
  }
}
