package org.dropoutdistillery.predict;

import org.dropoutdistillery.nn.ForwardPass;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;

/**
 * Rows as they are before the first dropout, computed once for all random passes.
 *
 * @param network whose passes go on from here
 * @param ids data-row ids
 * @param values [rows, width of the first dropout site]; the logits of a network that drops nothing
 * @param chunkRows rows that one piece of work takes, but for the last
 */
record PreparedRows(Network network, int[] ids, Matrix values, int chunkRows) {
  static PreparedRows prepare(
      Network network, RowSource source, ForwardPass[] lanes, int chunkRows, Workers workers) {
    int width = lanes[0].prepared(network).columns();
    PreparedRows prepared =
        new PreparedRows(network, source.ids(), Matrix.zeros(source.rows(), width), chunkRows);
    workers.run(
        prepared.chunks(),
        (chunk, worker) -> {
          ForwardPass lane = lanes[worker];
          int rows = prepared.rowsIn(chunk);
          source.read(chunk * chunkRows, rows, lane.input());
          lane.preparePasses(network, rows);
          prepared.chunk(chunk).assignRows(lane.prepared(network), rows);
        });
    return prepared;
  }

  int rows() {
    return ids.length;
  }

  int chunks() {
    return (rows() + chunkRows - 1) / chunkRows;
  }

  int rowsIn(int chunk) {
    return Math.min(chunkRows, rows() - chunk * chunkRows);
  }

  /** Returns a view of the rows of a chunk. */
  Matrix chunk(int chunk) {
    return values.rows(chunk * chunkRows, rowsIn(chunk));
  }
}
