package org.dropoutdistillery.tensor;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * Where OpenBLAS packs the factors of products, a buffer for each product that is under way. Its
 * kernels prefetch a little beyond what is packed. As long as nobody ever wrote there, memory has
 * no page for that address, and the processor looks for one in vain each time: narrow products,
 * which never write there themselves, then take up to 2.8 times as long. A wide one writes there.
 */
final class PackingBuffers {
  // More columns than OpenBLAS takes at a time, so that it packs all rows and not a few at a time.
  private static final int COLUMNS = 1024;
  private static final int DEPTH = 1024;
  // Long enough for products that begin together to be under way together.
  private static final int ROWS = 256;

  private PackingBuffers() {}

  /** Writes to the buffers of so many products at a time. */
  static void touch(int products) {
    CyclicBarrier together = new CyclicBarrier(products);
    Thread[] threads = new Thread[products];
    for (int i = 0; i < products; i++) {
      threads[i] = new Thread(() -> multiplyWith(together), "distillery-packing-" + i);
      threads[i].setDaemon(true);
      threads[i].start();
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt(); // what is left undone only costs time
    }
  }

  private static void multiplyWith(CyclicBarrier others) {
    try (FloatPointer left = zeros(ROWS * DEPTH);
        FloatPointer right = zeros(DEPTH * COLUMNS);
        FloatPointer product = zeros(ROWS * COLUMNS)) {
      others.await();
      openblas.cblas_sgemm(
          openblas.CblasRowMajor,
          openblas.CblasNoTrans,
          openblas.CblasNoTrans,
          ROWS,
          COLUMNS,
          DEPTH,
          1,
          left,
          DEPTH,
          right,
          COLUMNS,
          0,
          product,
          COLUMNS);
    } catch (InterruptedException | BrokenBarrierException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static FloatPointer zeros(int count) {
    FloatPointer values = new FloatPointer((long) count);
    values.zero();
    return values;
  }
}
