package org.dropoutdistillery.predict;

import java.util.function.BooleanSupplier;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.dropout.PassMasks;
import org.dropoutdistillery.nn.ThinnedPass;
import org.dropoutdistillery.tensor.Workers;

/**
 * Passes in which all rows share one mask. A piece of work is one pass over all rows, so that
 * weights are thinned out once; what comes out is summed in the order of passes.
 */
final class SharedMaskRunner implements PassRunner {
  private static final int WAVE = 16;
  private static final int SUM_PIECES = 8;

  private final PreparedRows prepared;
  private final ThinnedPass[] lanes;
  private final PassMasks[] masks;
  private final float[][] logits;
  private final Workers workers;

  SharedMaskRunner(
      PreparedRows prepared,
      MonteCarloPlan plan,
      MaskSource source,
      ThinnedPass[] lanes,
      Workers workers) {
    this.prepared = prepared;
    this.lanes = lanes;
    this.workers = workers;
    masks = new PassMasks[lanes.length];
    for (int i = 0; i < masks.length; i++) {
      masks[i] = plan.masks(source, prepared.network().architecture(), 1);
    }
    int outputs = prepared.network().architecture().outputs();
    logits = new float[Math.min(WAVE, plan.passes())][prepared.rows() * outputs];
  }

  @Override
  public void run(long from, long to, PassSink sink, BooleanSupplier cancelled) {
    for (long first = from; first < to; first += logits.length) {
      int count = (int) Math.min(logits.length, to - first);
      runWave(first, count, cancelled);
      if (cancelled.getAsBoolean()) {
        return;
      }
      addWave(first, count, sink);
    }
  }

  private void runWave(long first, int count, BooleanSupplier cancelled) {
    workers.run(
        count,
        (task, worker) -> {
          if (!cancelled.getAsBoolean()) {
            // Workers start with the last task; balanced masks are cheapest in order.
            int pass = count - 1 - task;
            runPass(first + pass, logits[pass], worker);
          }
        });
  }

  private void runPass(long pass, float[] into, int worker) {
    ThinnedPass lane = lanes[worker];
    lane.thin(prepared.network(), masks[worker].at(pass, prepared.ids(), 0));
    for (int chunk = 0; chunk < prepared.chunks(); chunk++) {
      int first = chunk * prepared.chunkRows();
      lane.run(prepared.network(), prepared.values(), first, prepared.rowsIn(chunk), into);
    }
  }

  private void addWave(long firstPass, int count, PassSink sink) {
    int rows = prepared.rows();
    int pieces = Math.min(SUM_PIECES, rows);
    int outputs = logits[0].length / Math.max(1, rows);
    workers.run(
        pieces,
        (piece, worker) -> {
          int first = (int) ((long) piece * rows / pieces);
          int end = (int) ((piece + 1L) * rows / pieces);
          for (int i = 0; i < count; i++) {
            sink.add(
                firstPass + i,
                prepared.firstRow() + first,
                end - first,
                logits[i],
                first * outputs,
                worker);
          }
        });
  }
}
