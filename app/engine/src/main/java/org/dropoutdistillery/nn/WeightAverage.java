package org.dropoutdistillery.nn;

import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;

/**
 * The mean of a network's weights over steps (Polyak and Juditsky, 1992). Sums are in double, so
 * the mean is rounded once, to float32, however many steps there are. Belongs to the thread that
 * trains.
 */
public final class WeightAverage {
  private static final int PIECE = 1 << 14;
  // One addition in double to off-heap weights costs about as much as 50 within a product.
  private static final long FLOPS_OF_ADDITION = 50;

  private final Network network;
  private final Workers workers;
  private final List<Piece> pieces = new ArrayList<>();
  private final List<List<Piece>> groups;
  private final float[][] scratch;
  private final Workers.Task add = this::addGroup;
  private long count;

  /**
   * @param network whose weights are averaged, as they are at each {@link #add}
   */
  public WeightAverage(Network network, Workers workers) {
    this.network = network;
    this.workers = workers;
    for (int i = 0; i < network.parameters().size(); i++) {
      int size = network.parameters().get(i).size();
      for (int first = 0; first < size; first += PIECE) {
        pieces.add(new Piece(i, first, new double[Math.min(PIECE, size - first)]));
      }
    }
    groups = TaskGroups.of(pieces, piece -> FLOPS_OF_ADDITION * piece.sums().length);
    scratch = new float[workers.count()][PIECE];
  }

  /** Takes the network's weights of this moment into the mean. Allocates nothing. */
  public void add() {
    workers.run(groups.size(), add);
    count++;
  }

  /** Returns how often weights were added. */
  public long count() {
    return count;
  }

  /**
   * Writes the mean into a network of the same layers, which may be the averaged one itself.
   *
   * @throws IllegalStateException if nothing was added yet
   * @throws IllegalArgumentException if the layers differ
   */
  public void copyTo(Network target) {
    if (count == 0) {
      throw new IllegalStateException("no weights were added to the average");
    }
    if (!target.architecture().withoutDropout().equals(network.architecture().withoutDropout())) {
      throw new IllegalArgumentException(
          "average of %s, to be copied to %s: expected the same layers"
              .formatted(network.architecture(), target.architecture()));
    }
    float[] values = scratch[0];
    for (Piece piece : pieces) {
      double[] sums = piece.sums();
      for (int i = 0; i < sums.length; i++) {
        values[i] = (float) (sums[i] / count);
      }
      target.parameters().get(piece.parameter()).write(piece.first(), values, 0, sums.length);
    }
  }

  /** Exchanges the sums and how many weights are in them. */
  public void exchange(String name, StateExchange exchange) {
    count = exchange.whole(name + ".count", count, 0, Long.MAX_VALUE);
    if (count == 0) {
      return;
    }
    for (Piece piece : pieces) {
      int size = network.parameters().get(piece.parameter()).size();
      exchange.sums(name + "." + piece.parameter(), size, piece.first(), piece.sums());
    }
  }

  private void addGroup(int index, int worker) {
    List<Piece> group = groups.get(index);
    for (int i = 0; i < group.size(); i++) {
      Piece piece = group.get(i);
      piece.add(network.parameters().get(piece.parameter()), scratch[worker]);
    }
  }

  /**
   * Some neighbouring elements of one parameter.
   *
   * @param parameter its number
   * @param sums of each element
   */
  private record Piece(int parameter, int first, double[] sums) {
    private void add(Matrix weights, float[] values) {
      weights.read(first, values, 0, sums.length);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += values[i];
      }
    }
  }
}
