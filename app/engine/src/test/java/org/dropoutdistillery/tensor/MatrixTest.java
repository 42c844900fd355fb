package org.dropoutdistillery.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class MatrixTest {
  private final Matrix matrix = Matrix.of(3, 2, new float[] {1, 2, 3, 4, 5, 6});

  @Test
  void startsAsZeros() {
    assertThat(Matrix.zeros(20, 30).toArray()).containsOnly(0f).hasSize(600);
  }

  @Test
  void isInRowMajorOrder() {
    assertThat(matrix.get(1, 0)).isEqualTo(3);
    assertThat(matrix.get(2, 1)).isEqualTo(6);
    assertThat(matrix.toArray()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void rowsShareItsStorage() {
    Matrix last = matrix.rows(1, 2);

    assertThat(last.toArray()).containsExactly(3, 4, 5, 6);
    last.set(0, 1, -4);
    matrix.set(2, 0, -5);
    assertThat(matrix.toArray()).containsExactly(1, 2, 3, -4, -5, 6);
    assertThat(last.rows(1, 1).toArray()).containsExactly(-5, 6);
  }

  @Test
  void otherShapesShareItsStorage() {
    Matrix wide = matrix.reshaped(1, 4);

    wide.set(0, 3, -4);
    assertThat(wide.toArray()).containsExactly(1, 2, 3, -4);
    assertThat(matrix.get(1, 1)).isEqualTo(-4);
  }

  @Test
  void copiesDoNotShareIt() {
    Matrix copy = matrix.rows(1, 2).copy();

    copy.fill(0);
    assertThat(matrix.toArray()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void readsAndWritesParts() {
    float[] part = new float[4];
    matrix.read(1, part, 2, 2);
    assertThat(part).containsExactly(0, 0, 2, 3);

    matrix.rows(1, 2).write(1, new float[] {9, 8, 7}, 1, 2);
    assertThat(matrix.toArray()).containsExactly(1, 2, 3, 8, 7, 6);
  }

  @Test
  void assignsTheFirstRows() {
    matrix.assignRows(Matrix.of(2, 2, new float[] {-1, -2, -3, -4}), 1);

    assertThat(matrix.toArray()).containsExactly(-1, -2, 3, 4, 5, 6);
  }

  @Test
  void namesShapesThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> matrix.assignRows(Matrix.zeros(3, 4), 2))
        .withMessageContainingAll("2 rows", "Matrix[3, 4]", "Matrix[3, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> matrix.assignRows(Matrix.zeros(9, 2), 4))
        .withMessageContainingAll("4 rows", "Matrix[9, 2]", "Matrix[3, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> matrix.rows(2, 2))
        .withMessageContainingAll("2 to 4", "[3, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> matrix.reshaped(2, 4))
        .withMessageContainingAll("Matrix[3, 2]", "2 rows of 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.of(2, 2, new float[3]))
        .withMessageContainingAll("3 values", "[2, 2]", "expected 4");
  }

  @Test
  void refusesSizesThatAreNotPositiveOrTooLarge() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.zeros(0, 3))
        .withMessageContaining("[0, 3]");
    assertThatIllegalArgumentException().isThrownBy(() -> Matrix.zeros(3, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Matrix.zeros(1 << 16, 1 << 16))
        .withMessageContaining("2^31");
  }
}
