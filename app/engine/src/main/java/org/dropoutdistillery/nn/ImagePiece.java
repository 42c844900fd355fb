package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.ColumnBlock;
import org.dropoutdistillery.tensor.Matrix;

/**
 * Some rows of a batch in a convolutional layer, on the way forward and back, each in two parts:
 * between them a normalised layer wants to know about all rows. Others do everything in one part.
 */
final class ImagePiece {
  private final Network network;
  private final int layer;
  private final int firstRow;
  private final int capacity;
  private final Matrix inputs;
  private final Matrix values;
  private final ColumnBlock columns;
  private final Matrix deltas;
  private final ColumnBlock deltaColumns;
  // Null for the first layer, below which nothing learns.
  private final Matrix inputDeltas;
  private final float[] gates;
  private final ImageTape tape;
  private final LayerMoments moments;
  private final int chunk;
  private final ChunkGradients gradients;

  /**
   * @param layer from 1
   * @param moments of a normalised layer, which all its pieces share; null for others
   * @param chunk number of this piece among them
   */
  ImagePiece(
      Network network,
      int layer,
      int firstRow,
      int rows,
      TrainingArrays arrays,
      LayerMoments moments,
      int chunk) {
    this.network = network;
    this.layer = layer;
    this.firstRow = firstRow;
    capacity = rows;
    this.moments = moments;
    this.chunk = chunk;
    inputs = arrays.values()[layer - 1].rows(firstRow, rows);
    values = arrays.values()[layer].rows(firstRow, rows);
    columns = new ColumnBlock(values, 0, values.columns());
    deltas = arrays.deltas()[layer].rows(firstRow, rows);
    deltaColumns = new ColumnBlock(deltas, 0, deltas.columns());
    inputDeltas = layer == 1 ? null : arrays.deltas()[layer - 1].rows(firstRow, rows);
    gates = arrays.gates()[layer];
    tape = arrays.tapes()[layer];
    gradients = new ChunkGradients(network.architecture(), layer);
  }

  ChunkGradients gradients() {
    return gradients;
  }

  boolean isNormalised() {
    return moments != null;
  }

  /** Computes sums, and all that follows where nothing has to be known about other rows. */
  void forward(TrainingStep step, TrainingLane lane) {
    int rows = step.rowsIn(firstRow, capacity);
    ImageLayer image = lane.image(layer);
    if (isNormalised()) {
      moments.begin(chunk);
    } else {
      image.useRemembered(network);
    }
    for (int row = 0; row < rows; row += image.blockImages()) {
      int images = Math.min(image.blockImages(), rows - row);
      image.sum(network, inputs, row, images);
      if (isNormalised()) {
        copySums(image, images, row, tape.sums());
        lane.normaliser(layer).addMoments(image, images, moments.ofChunk(chunk));
      } else {
        image.finish(values, row, images, tape, firstRow + row);
      }
    }
    if (!isNormalised() && rows > 0) {
      activate(step, lane, rows);
    }
  }

  /** Normalises what {@link #forward} left of a normalised layer, and goes on. */
  void normalise(TrainingStep step, TrainingLane lane) {
    int rows = step.rowsIn(firstRow, capacity);
    ImageLayer image = lane.image(layer);
    lane.normaliser(layer).useAffine(image, network, step, moments);
    for (int row = 0; row < rows; row += image.blockImages()) {
      int images = Math.min(image.blockImages(), rows - row);
      takeSums(image, images, row, tape.sums());
      image.finish(values, row, images, tape, firstRow + row);
    }
    if (rows > 0) {
      activate(step, lane, rows);
    }
  }

  private void activate(TrainingStep step, TrainingLane lane, int rows) {
    ImageLayer image = lane.image(layer);
    int firstGate = firstRow * values.columns();
    lane.loop()
        .activate(
            network, layer, image, columns, rows, lane.masks(step, firstRow), gates, firstGate);
  }

  /** Multiplies what the layer above, a convolutional one, left by the gates. */
  void closeGates(TrainingStep step, TrainingLane lane) {
    int rows = step.rowsIn(firstRow, capacity);
    if (rows > 0) {
      lane.loop().closeGates(deltaColumns, rows, gates, firstRow * values.columns());
    }
  }

  /** Goes back to what normalisation gave, or through the whole layer where there is none. */
  void backward(TrainingStep step, TrainingLane lane) {
    int rows = step.rowsIn(firstRow, capacity);
    ImageLayer image = lane.image(layer);
    gradients.clear();
    if (isNormalised()) {
      lane.normaliser(layer).useAffine(image, network, step, moments);
    } else {
      beginReturn(lane);
    }
    if (addsBiasAtOnce(image) && rows > 0) {
      lane.normaliser(layer).addBias(deltas, rows * deltas.columns(), gradients);
    }
    for (int row = 0; row < rows; row += image.blockImages()) {
      int images = Math.min(image.blockImages(), rows - row);
      image.unpool(deltas, row, images, tape, firstRow + row);
      if (isNormalised()) {
        copySums(image, images, row, tape.sumDeltas());
        lane.normaliser(layer)
            .addGradients(image, images, tape.sums(), sumIndex(image, row), gradients);
      } else {
        goBelow(lane, row, images);
      }
    }
  }

  /** Goes on back through normalisation and the product. */
  void denormalise(TrainingStep step, TrainingLane lane) {
    int rows = step.rowsIn(firstRow, capacity);
    ImageLayer image = lane.image(layer);
    Normaliser normaliser = lane.normaliser(layer);
    normaliser.useAffine(image, network, step, moments);
    normaliser.useGradients(step, moments);
    beginReturn(lane);
    for (int row = 0; row < rows; row += image.blockImages()) {
      int images = Math.min(image.blockImages(), rows - row);
      takeSums(image, images, row, tape.sumDeltas());
      normaliser.denormalise(image, images, tape.sums(), sumIndex(image, row));
      goBelow(lane, row, images);
    }
  }

  /** Adds to the gradients by weights and bias, and writes that by the images below. */
  private void goBelow(TrainingLane lane, int row, int images) {
    ImageLayer image = lane.image(layer);
    image.sums().write(0, image.sumRows(), 0, images * image.sumSize());
    if (!isNormalised() && !addsBiasAtOnce(image)) {
      lane.normaliser(layer).addBias(image.sums(), images * image.sumSize(), gradients);
    }
    image.readWindows(inputs, row, images);
    image.addGradient(images, gradients.weights());
    if (inputDeltas != null) {
      lane.returning(layer).run(image.sumRows(), images, inputDeltas, row);
    }
  }

  private boolean addsBiasAtOnce(ImageLayer image) {
    return !isNormalised() && image.keepsTotals();
  }

  private void beginReturn(TrainingLane lane) {
    if (inputDeltas != null) {
      lane.returning(layer).begin(network);
    }
  }

  private int sumIndex(ImageLayer image, int row) {
    return (firstRow + row) * image.sumSize();
  }

  private void copySums(ImageLayer image, int images, int row, float[] target) {
    int size = images * image.sumSize();
    System.arraycopy(image.sumRows(), 0, target, sumIndex(image, row), size);
  }

  private void takeSums(ImageLayer image, int images, int row, float[] source) {
    int size = images * image.sumSize();
    System.arraycopy(source, sumIndex(image, row), image.sumRows(), 0, size);
  }
}
