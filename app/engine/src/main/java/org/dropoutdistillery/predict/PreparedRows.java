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
  /**
   * @param lanes one for each worker
   * @param storage taken for the values if it has their shape; may be null
   */
  static PreparedRows prepare(
      Network network,
      RowSource source,
      ForwardPass[] lanes,
      int chunkRows,
      Matrix storage,
      Workers workers) {
    int rows = source.rows();
    int width = lanes[0].prepared(network).columns();
    boolean fits = storage != null && storage.rows() == rows && storage.columns() == width;
    Matrix values = fits ? storage : Matrix.zeros(rows, width);
    PreparedRows prepared = new PreparedRows(network, source.ids(), values, chunkRows);
    workers.run(
        prepared.chunks(),
        (chunk, worker) -> {
          ForwardPass lane = lanes[worker];
          int count = prepared.rowsIn(chunk);
          source.read(chunk * chunkRows, count, lane.input());
          lane.preparePasses(network, count);
          prepared.chunk(chunk).assignRows(lane.prepared(network), count);
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
