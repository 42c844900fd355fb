package org.dropoutdistillery.distil;

import java.util.Arrays;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.dropout.RowMasks;
import org.dropoutdistillery.nn.ForwardPass;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.tensor.Matrix;

/** What one worker needs to let the teacher judge some rows of a step. */
final class TeacherLane {
  private final Network teacher;
  private final TargetKind kind;
  private final TransferRows transferRows;
  private final MaskSource source;
  private final ForwardPass forward;
  private final float[] outputs;
  private final double[] scratch;
  private final double[] sums;
  private RowMasks masks;

  /**
   * @param capacity most rows at a time
   */
  TeacherLane(
      Network teacher,
      TargetKind kind,
      TransferRows transferRows,
      MaskSource source,
      int capacity) {
    this.teacher = teacher;
    this.kind = kind;
    this.transferRows = transferRows;
    this.source = source;
    forward = new ForwardPass(teacher.architecture(), capacity);
    int count = teacher.architecture().outputs();
    outputs = new float[capacity * count];
    scratch = new double[count];
    sums = new double[capacity * count];
  }

  void share(MaskSharing sharing) {
    masks = new RowMasks(source, sharing);
  }

  /** Writes one transfer input into a row of the student's inputs, and of the teacher's. */
  void show(TransferInputs kinds, long step, int rowId, Matrix inputs, int row) {
    float[] made = transferRows.make(kinds, step, rowId);
    inputs.write(row * made.length, made, 0, made.length);
    forward.input().write(row * made.length, made, 0, made.length);
  }

  /**
   * Writes the targets of the rows shown last: means over the masks of a step.
   *
   * @param rowIds of the batch, whose index {@code first} is the first row shown
   */
  void judge(long step, int masksPerStep, int[] rowIds, int first, int rows, Matrix targets) {
    int size = rows * scratch.length;
    Arrays.fill(sums, 0, size, 0);
    forward.preparePasses(teacher, rows);
    for (int i = 0; i < masksPerStep; i++) {
      forward.runPass(teacher, rows, masks.at(TransferMasks.pass(step, i), rowIds, first));
      forward.logits().read(0, outputs, 0, size);
      for (int row = 0; row < rows; row++) {
        kind.add(outputs, row * scratch.length, scratch, sums);
      }
    }
    for (int i = 0; i < size; i++) {
      outputs[i] = (float) (sums[i] / masksPerStep);
    }
    targets.write(0, outputs, 0, size);
  }
}
