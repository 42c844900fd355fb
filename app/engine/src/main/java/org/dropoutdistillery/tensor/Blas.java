package org.dropoutdistillery.tensor;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * Matrix products by OpenBLAS. Every product is over the first {@code rows} rows of its operands,
 * so that a chunk that is not full needs no view of its own. Callers on several threads may run at
 * once; each product itself runs on the calling thread.
 */
public final class Blas {
  private static final int ROW_MAJOR = openblas.CblasRowMajor;
  private static final int PLAIN = openblas.CblasNoTrans;
  private static final int TRANSPOSED = openblas.CblasTrans;

  private Blas() {}

  /** Sets {@code product [rows, n]} to {@code left [rows, k] · right [k, n]}. */
  public static void multiply(int rows, Matrix left, Matrix right, Matrix product) {
    int k = left.columns();
    int n = right.columns();
    require(right.rows() == k && product.columns() == n, "A·B", left, right, product);
    require(rows <= left.rows() && rows <= product.rows(), "A·B", left, right, product);
    gemm(PLAIN, PLAIN, rows, n, k, left.pointer(), k, right.pointer(), n, 0, product.pointer(), n);
  }

  /**
   * Sets {@code product [rows, k]} to {@code left [rows, n] · rightᵀ}, for {@code right [k, n]}.
   */
  public static void multiplyByTransposed(int rows, Matrix left, Matrix right, Matrix product) {
    int n = left.columns();
    int k = right.rows();
    require(right.columns() == n && product.columns() == k, "A·Bᵀ", left, right, product);
    require(rows <= left.rows() && rows <= product.rows(), "A·Bᵀ", left, right, product);
    gemm(
        PLAIN,
        TRANSPOSED,
        rows,
        k,
        n,
        left.pointer(),
        n,
        right.pointer(),
        n,
        0,
        product.pointer(),
        k);
  }

  /**
   * Sets {@code product [count, n]} to rows {@code first} to {@code first + count} of {@code leftᵀ
   * · right}, for {@code left [rows, k]} and {@code right [rows, n]}.
   *
   * @param leftBlock {@code left} from column {@code first} on, see {@link ColumnBlock}
   */
  public static void multiplyTransposed(
      int rows, ColumnBlock leftBlock, Matrix right, Matrix product) {
    Matrix left = leftBlock.matrix();
    int n = right.columns();
    require(
        product.columns() == n && leftBlock.count() <= product.rows(),
        "Aᵀ·B",
        left,
        right,
        product);
    require(rows <= left.rows() && rows <= right.rows(), "Aᵀ·B", left, right, product);
    gemm(
        TRANSPOSED,
        PLAIN,
        leftBlock.count(),
        n,
        rows,
        leftBlock.pointer(),
        left.columns(),
        right.pointer(),
        n,
        0,
        product.pointer(),
        n);
  }

  /**
   * Sets some columns of {@code product [rows, n]} to those of {@code left [rows, k] · right [k,
   * n]}.
   *
   * @param rightBlock the columns of {@code right}
   * @param productBlock as many columns of the product
   */
  public static void multiply(
      int rows, Matrix left, ColumnBlock rightBlock, ColumnBlock productBlock) {
    Matrix right = rightBlock.matrix();
    Matrix product = productBlock.matrix();
    int k = left.columns();
    require(
        right.rows() == k && rightBlock.count() == productBlock.count(),
        "A·B",
        left,
        right,
        product);
    require(rows <= left.rows() && rows <= product.rows(), "A·B", left, right, product);
    gemm(
        PLAIN,
        PLAIN,
        rows,
        rightBlock.count(),
        k,
        left.pointer(),
        k,
        rightBlock.pointer(),
        right.columns(),
        0,
        productBlock.pointer(),
        product.columns());
  }

  /**
   * Sets some columns of {@code product} to {@code left [rows, n] · rightᵀ}, for as many rows of
   * {@code right [columns of the block, n]}.
   */
  public static void multiplyByTransposed(
      int rows, Matrix left, Matrix right, ColumnBlock productBlock) {
    Matrix product = productBlock.matrix();
    int n = left.columns();
    require(
        right.columns() == n && right.rows() == productBlock.count(), "A·Bᵀ", left, right, product);
    require(rows <= left.rows() && rows <= product.rows(), "A·Bᵀ", left, right, product);
    gemm(
        PLAIN,
        TRANSPOSED,
        rows,
        productBlock.count(),
        n,
        left.pointer(),
        n,
        right.pointer(),
        n,
        0,
        productBlock.pointer(),
        product.columns());
  }

  /**
   * Multiplies matrices that lie without gaps at the start of larger storage: {@code product [rows,
   * n] = left [rows, k] · right [k, n]}, whatever the shapes of the storage.
   */
  public static void multiplyPacked(
      int rows, int k, int n, Matrix left, Matrix right, Matrix product) {
    require((long) rows * k <= left.size(), "packed A·B", left, right, product);
    require((long) k * n <= right.size(), "packed A·B", left, right, product);
    require((long) rows * n <= product.size(), "packed A·B", left, right, product);
    gemm(PLAIN, PLAIN, rows, n, k, left.pointer(), k, right.pointer(), n, 0, product.pointer(), n);
  }

  /**
   * Sets the first {@code count} rows of {@code product} to {@code leftᵀ · right [k, n]}, for the
   * first columns of {@code left [k, stride]}, without gaps at the start of larger storage.
   */
  public static void multiplyByColumns(
      int count, int stride, Matrix left, Matrix right, Matrix product) {
    int k = right.rows();
    int n = right.columns();
    require((long) k * stride <= left.size() && count <= stride, "A:ᵀ·B", left, right, product);
    require((long) count * n <= product.size(), "A:ᵀ·B", left, right, product);
    gemm(
        TRANSPOSED,
        PLAIN,
        count,
        n,
        k,
        left.pointer(),
        stride,
        right.pointer(),
        n,
        0,
        product.pointer(),
        n);
  }

  /**
   * Adds {@code left · right} to {@code sum [k, n]}, for the first {@code count} columns of {@code
   * left [k, stride]} and {@code right [count, n]}, without gaps at the start of larger storage.
   */
  public static void addByColumns(int count, int stride, Matrix left, Matrix right, Matrix sum) {
    int k = sum.rows();
    int n = sum.columns();
    require((long) k * stride <= left.size() && count <= stride, "A:·B", left, right, sum);
    require((long) count * n <= right.size(), "A:·B", left, right, sum);
    gemm(
        PLAIN, PLAIN, k, n, count, left.pointer(), stride, right.pointer(), n, 1, sum.pointer(), n);
  }

  /**
   * Adds {@code leftᵀ · right} to {@code sum [k, n]}, for {@code left [rows, k]} and {@code right
   * [rows, n]} without gaps at the start of larger storage.
   */
  public static void addTransposedPacked(
      int rows, int k, int n, Matrix left, Matrix right, Matrix sum) {
    require((long) rows * k <= left.size(), "packed Aᵀ·B", left, right, sum);
    require((long) rows * n <= right.size(), "packed Aᵀ·B", left, right, sum);
    require((long) k * n <= sum.size(), "packed Aᵀ·B", left, right, sum);
    gemm(TRANSPOSED, PLAIN, k, n, rows, left.pointer(), k, right.pointer(), n, 1, sum.pointer(), n);
  }

  /**
   * Sets the first elements of {@code sums} to the sums of the columns of {@code matrix [rows, n]}.
   *
   * @param ones at least {@code rows} elements, all 1
   */
  public static void sumRows(int rows, Matrix matrix, Matrix ones, Matrix sums) {
    int n = matrix.columns();
    require(rows <= matrix.rows(), "1ᵀ·B", ones, matrix, sums);
    sumRowsPacked(rows, n, matrix, ones, sums);
  }

  /** Does the same for {@code matrix [rows, n]} without gaps at the start of larger storage. */
  public static void sumRowsPacked(int rows, int n, Matrix matrix, Matrix ones, Matrix sums) {
    boolean fits = (long) rows * n <= matrix.size();
    require(fits && rows <= ones.size() && n <= sums.size(), "packed 1ᵀ·B", ones, matrix, sums);
    openblas.cblas_sgemv(
        ROW_MAJOR,
        TRANSPOSED,
        rows,
        n,
        1,
        matrix.pointer(),
        n,
        ones.pointer(),
        1,
        0,
        sums.pointer(),
        1);
  }

  /** c [m, n] = a [m, k] · b [k, n] + beta · c, each row by row with its own distance of rows. */
  private static void gemm(
      int formOfA,
      int formOfB,
      int m,
      int n,
      int k,
      FloatPointer a,
      int rowOfA,
      FloatPointer b,
      int rowOfB,
      float beta,
      FloatPointer c,
      int rowOfC) {
    openblas.cblas_sgemm(
        ROW_MAJOR, formOfA, formOfB, m, n, k, 1, a, rowOfA, b, rowOfB, beta, c, rowOfC);
  }

  private static void require(boolean fits, String form, Matrix a, Matrix b, Matrix product) {
    if (!fits) {
      throw new IllegalArgumentException(
          "shapes do not fit for %s: A %s, B %s, product %s".formatted(form, a, b, product));
    }
  }
}
