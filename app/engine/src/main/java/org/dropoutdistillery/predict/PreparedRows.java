package org.dropoutdistillery.predict;

import org.dropoutdistillery.nn.ForwardPass;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;

/**
 * Rows as they are before the first dropout, computed once for all random passes.
 *
 * @param network whose passes go on from here
 * @param ids data-row ids of all rows that are predicted
 * @param firstRow the first of these, by its position among all
 * @param rows how many these are
 * @param values [rows and more, width of the first dropout site]; the logits of a network that
 *     drops nothing
 * @param chunkRows rows that one piece of work takes, but for the last
 */
record PreparedRows(
    Network network, int[] ids, int firstRow, int rows, Matrix values, int chunkRows) {
  /** Computes them, by as many workers as there are lanes. */
  void prepare(RowSource source, ForwardPass[] lanes, Workers workers) {
    workers.run(
        chunks(),
        (chunk, worker) -> {
          ForwardPass lane = lanes[worker];
          int count = rowsIn(chunk);
          source.read(firstRowOf(chunk), count, lane.input());
          lane.preparePasses(network, count);
          chunk(chunk).assignRows(lane.prepared(network), count);
        });
  }

  int chunks() {
    return (rows + chunkRows - 1) / chunkRows;
  }

  int rowsIn(int chunk) {
    return Math.min(chunkRows, rows - chunk * chunkRows);
  }

  /** Returns the position of a chunk's first row among all that are predicted. */
  int firstRowOf(int chunk) {
    return firstRow + chunk * chunkRows;
  }

  /** Returns a view of the rows of a chunk. */
  Matrix chunk(int chunk) {
    return values.rows(chunk * chunkRows, rowsIn(chunk));
  }
}
