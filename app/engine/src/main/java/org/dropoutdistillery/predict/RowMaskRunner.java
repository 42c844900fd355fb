package org.dropoutdistillery.predict;

import java.util.function.BooleanSupplier;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.dropout.PassMasks;
import org.dropoutdistillery.nn.ForwardPass;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;

/** Passes in which each row, or each group of rows, has a mask of its own. */
final class RowMaskRunner implements PassRunner {
  private final PreparedRows prepared;
  private final MonteCarloPlan plan;
  private final ForwardPass[] lanes;
  private final Matrix[] chunks;
  private final PassMasks[] masks;
  private final float[][] logits;
  private final Workers workers;

  RowMaskRunner(
      PreparedRows prepared,
      MonteCarloPlan plan,
      MaskSource source,
      ForwardPass[] lanes,
      Workers workers) {
    this.prepared = prepared;
    this.plan = plan;
    this.lanes = lanes;
    this.workers = workers;
    chunks = new Matrix[prepared.chunks()];
    for (int chunk = 0; chunk < chunks.length; chunk++) {
      chunks[chunk] = prepared.chunk(chunk);
    }
    masks = new PassMasks[lanes.length];
    logits = new float[lanes.length][];
    for (int i = 0; i < lanes.length; i++) {
      masks[i] = plan.masks(source, prepared.network().architecture(), prepared.chunkRows());
      logits[i] = new float[prepared.chunkRows() * lanes[i].logits().columns()];
    }
  }

  /** One piece of work is a chunk of rows in the passes of one block, which follow each other. */
  @Override
  public void run(long from, long to, PassSink sink, BooleanSupplier cancelled) {
    long firstBlock = from / plan.passesPerBlock();
    long lastBlock = (to - 1) / plan.passesPerBlock();
    int blocks = (int) (lastBlock - firstBlock + 1);
    workers.run(
        blocks * chunks.length,
        (task, worker) -> {
          long start = (firstBlock + task / chunks.length) * plan.passesPerBlock();
          long end = Math.min(to, start + plan.passesPerBlock());
          int chunk = task % chunks.length;
          for (long pass = Math.max(from, start); pass < end; pass++) {
            if (cancelled.getAsBoolean()) {
              return;
            }
            runPass(pass, chunk, worker, sink);
          }
        });
  }

  private void runPass(long pass, int chunk, int worker, PassSink sink) {
    int first = prepared.firstRowOf(chunk);
    int rows = prepared.rowsIn(chunk);
    ForwardPass lane = lanes[worker];
    lane.runPass(
        prepared.network(), chunks[chunk], rows, masks[worker].at(pass, prepared.ids(), first));
    lane.logits().read(0, logits[worker], 0, rows * lane.logits().columns());
    sink.add(pass, first, rows, logits[worker], 0, worker);
  }
}
