package org.dropoutdistillery.distil;

import java.util.stream.IntStream;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.ImageShape;

/**
 * The rows that transfer inputs are made of: rows of a data set, and unlabelled rows beside them.
 * Labels are not looked at, since the teacher says what is to be learnt. Ids of unlabelled rows go
 * on after the last row of the data set, so every row keeps masks of its own.
 *
 * <p>The arrays are not copied; nobody may write into them.
 */
public final class TransferPool {
  private final float[] values;
  private final float[] unlabelled;
  private final int rows;
  private final int features;
  private final ImageShape imageShape;
  private final int[] ids;

  /** Takes some rows of a data set, by their ids. */
  public TransferPool(Dataset dataset, int[] rowIds) {
    this(dataset, rowIds, new float[0]);
  }

  /**
   * Takes some rows of a data set, by their ids, and all of the unlabelled rows.
   *
   * @param rowIds at least one; usually the training rows
   * @param unlabelled [any number of rows, features], flattened, row after row, in the units of the
   *     data set; no rows that evaluate the student
   * @throws IllegalArgumentException if there is no row, an id is out of range, or the unlabelled
   *     values are no whole rows or not finite
   */
  public TransferPool(Dataset dataset, int[] rowIds, float[] unlabelled) {
    values = dataset.values();
    rows = dataset.rows();
    features = dataset.features();
    imageShape = dataset.imageShape();
    this.unlabelled = unlabelled;
    requireRows(rowIds);
    requireUnlabelled();
    int added = unlabelled.length / features;
    ids = IntStream.concat(IntStream.of(rowIds), IntStream.range(rows, rows + added)).toArray();
  }

  private void requireRows(int[] rowIds) {
    if (rowIds.length == 0) {
      throw new IllegalArgumentException("no rows to make transfer inputs of, expected some");
    }
    for (int id : rowIds) {
      if (id < 0 || id >= rows) {
        throw new IllegalArgumentException("row id %d, expected 0 to %d".formatted(id, rows - 1));
      }
    }
  }

  private void requireUnlabelled() {
    if (unlabelled.length % features != 0) {
      throw new IllegalArgumentException(
          "%d unlabelled values, expected rows of %d features"
              .formatted(unlabelled.length, features));
    }
    for (int i = 0; i < unlabelled.length; i++) {
      if (!Float.isFinite(unlabelled[i])) {
        throw new IllegalArgumentException(
            "unlabelled row %d, column %d is %s, expected a finite number (both counted from 0)"
                .formatted(i / features, i % features, unlabelled[i]));
      }
    }
  }

  /** Returns the ids of all rows of the pool: an epoch of distilling runs over them. */
  public int[] ids() {
    return ids.clone();
  }

  int size() {
    return ids.length;
  }

  int id(int index) {
    return ids[index];
  }

  int features() {
    return features;
  }

  /** Returns how the features of a row form an image; null for tables. */
  ImageShape imageShape() {
    return imageShape;
  }

  /** Copies some features of a row. */
  void read(int rowId, int firstFeature, float[] target, int targetFirst, int count) {
    boolean isUnlabelled = rowId >= rows;
    float[] source = isUnlabelled ? unlabelled : values;
    int row = isUnlabelled ? rowId - rows : rowId;
    System.arraycopy(source, row * features + firstFeature, target, targetFirst, count);
  }

  /**
   * @throws IllegalArgumentException if the inputs ask for a shift that rows of this pool do not
   *     allow
   */
  void requireFits(TransferInputs inputs) {
    int shift = inputs.shift();
    if (shift > 0 && imageShape == null) {
      throw new IllegalArgumentException("shift: " + shift + ", expected 0: rows are not images");
    }
    if (shift > 0 && shift >= Math.min(imageShape.height(), imageShape.width())) {
      throw new IllegalArgumentException(
          "shift: %d, expected less than the %d x %d pixels of an image"
              .formatted(shift, imageShape.height(), imageShape.width()));
    }
  }
}
