package org.dropoutdistillery.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.dropoutdistillery.random.RandomSequence;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Products against loops in double, on random shapes, over the first rows, and within views. */
class BlasTest {
  private static final float UNTOUCHED = -77;

  private int rows;
  private int inner;
  private int outer;
  private int spare;
  private RandomSequence random;

  private void drawShapes(RepetitionInfo repetition) {
    random = new RandomSequence(repetition.getCurrentRepetition());
    rows = 1 + random.nextInt(70);
    inner = 1 + random.nextInt(70);
    outer = 1 + random.nextInt(70);
    spare = random.nextInt(3);
  }

  @RepeatedTest(30)
  void multiplies(RepetitionInfo repetition) {
    drawShapes(repetition);
    Matrix left = randomView(rows + spare, inner);
    Matrix right = randomView(inner, outer);
    Matrix product = untouched(rows + spare, outer);

    Blas.multiply(rows, left, right, product);

    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < outer; j++) {
        double sum = 0;
        for (int k = 0; k < inner; k++) {
          sum += (double) left.get(i, k) * right.get(k, j);
        }
        assertThat((double) product.get(i, j)).isCloseTo(sum, within(1e-4));
      }
    }
    assertUntouchedFrom(product, rows);
  }

  @RepeatedTest(30)
  void multipliesByTransposed(RepetitionInfo repetition) {
    drawShapes(repetition);
    Matrix left = randomView(rows + spare, inner);
    Matrix right = randomView(outer, inner);
    Matrix product = untouched(rows + spare, outer);

    Blas.multiplyByTransposed(rows, left, right, product);

    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < outer; j++) {
        double sum = 0;
        for (int k = 0; k < inner; k++) {
          sum += (double) left.get(i, k) * right.get(j, k);
        }
        assertThat((double) product.get(i, j)).isCloseTo(sum, within(1e-4));
      }
    }
    assertUntouchedFrom(product, rows);
  }

  @RepeatedTest(30)
  void multipliesTransposedBlocksOfColumns(RepetitionInfo repetition) {
    drawShapes(repetition);
    Matrix left = randomView(rows + spare, inner);
    Matrix right = randomView(rows + spare, outer);
    int first = random.nextInt(inner);
    int count = 1 + random.nextInt(inner - first);
    Matrix product = untouched(count + spare, outer);

    Blas.multiplyTransposed(rows, new ColumnBlock(left, first, count), right, product);

    for (int i = 0; i < count; i++) {
      for (int j = 0; j < outer; j++) {
        double sum = 0;
        for (int k = 0; k < rows; k++) {
          sum += (double) left.get(k, first + i) * right.get(k, j);
        }
        assertThat((double) product.get(i, j)).isCloseTo(sum, within(1e-4));
      }
    }
    assertUntouchedFrom(product, count);
  }

  @RepeatedTest(30)
  void sumsTheFirstRows(RepetitionInfo repetition) {
    drawShapes(repetition);
    Matrix matrix = randomView(rows + spare, outer);
    Matrix ones = Matrix.zeros(1, rows + spare);
    ones.fill(1);
    Matrix sums = untouched(1 + spare, outer);

    Blas.sumRows(rows, matrix, ones, sums);

    for (int j = 0; j < outer; j++) {
      double sum = 0;
      for (int i = 0; i < rows; i++) {
        sum += matrix.get(i, j);
      }
      assertThat((double) sums.get(0, j)).isCloseTo(sum, within(1e-4));
    }
    assertUntouchedFrom(sums, 1);
  }

  @Test
  void namesShapesThatDoNotFit() {
    Matrix left = Matrix.zeros(2, 3);
    Matrix right = Matrix.zeros(4, 5);
    Matrix product = Matrix.zeros(2, 5);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Blas.multiply(2, left, right, product))
        .withMessageContainingAll("A·B", "Matrix[2, 3]", "Matrix[4, 5]", "Matrix[2, 5]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Blas.multiplyByTransposed(2, left, right, product))
        .withMessageContainingAll("A·Bᵀ", "Matrix[2, 3]", "Matrix[4, 5]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Blas.multiplyTransposed(2, new ColumnBlock(left, 0, 3), right, product))
        .withMessageContainingAll("Aᵀ·B", "Matrix[2, 3]", "Matrix[4, 5]");
  }

  @Test
  void refusesMoreRowsThanThereAre() {
    Matrix square = Matrix.zeros(2, 2);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Blas.multiply(3, square, Matrix.zeros(2, 2), Matrix.zeros(3, 2)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Blas.multiplyByTransposed(3, Matrix.zeros(3, 2), square, Matrix.zeros(2, 2)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Blas.multiplyTransposed(
                    3, new ColumnBlock(square, 0, 2), Matrix.zeros(3, 2), Matrix.zeros(2, 2)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ColumnBlock(square, 1, 2))
        .withMessageContainingAll("1 to 3", "Matrix[2, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Blas.sumRows(3, square, Matrix.zeros(1, 3), square));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Blas.sumRows(2, square, Matrix.zeros(1, 1), square));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Blas.sumRows(2, square, square, Matrix.zeros(1, 1)));
  }

  private Matrix randomView(int viewRows, int columns) {
    int before = random.nextInt(3);
    Matrix matrix = untouched(viewRows + before + 1, columns);
    Matrix view = matrix.rows(before, viewRows);
    for (int i = 0; i < viewRows; i++) {
      for (int j = 0; j < columns; j++) {
        view.set(i, j, (float) random.nextGaussian());
      }
    }
    return view;
  }

  private static Matrix untouched(int matrixRows, int columns) {
    Matrix matrix = Matrix.zeros(matrixRows, columns);
    matrix.fill(UNTOUCHED);
    return matrix;
  }

  private static void assertUntouchedFrom(Matrix product, int firstRow) {
    for (int i = firstRow; i < product.rows(); i++) {
      for (int j = 0; j < product.columns(); j++) {
        assertThat(product.get(i, j)).isEqualTo(UNTOUCHED);
      }
    }
  }
}
