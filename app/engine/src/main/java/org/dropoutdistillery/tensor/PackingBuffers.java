package org.dropoutdistillery.tensor;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private static final int MOST_SECONDS = 5;

  private PackingBuffers() {}

  /** Writes to the buffers of so many products at a time. */
  static void touch(int products) {
    FloatPointer zeros = new FloatPointer((long) DEPTH * COLUMNS);
    zeros.zero();
    CyclicBarrier together = new CyclicBarrier(products);
    Thread[] threads = new Thread[products];
    for (int i = 0; i < products; i++) {
      FloatPointer product = new FloatPointer((long) ROWS * COLUMNS);
      threads[i] = new Thread(() -> multiply(zeros, product, together), "distillery-packing-" + i);
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

  private static void multiply(FloatPointer zeros, FloatPointer product, CyclicBarrier together) {
    try {
      together.await(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException alone) {
      return; // some thread did not start
    }
    openblas.cblas_sgemm(
        openblas.CblasRowMajor,
        openblas.CblasNoTrans,
        openblas.CblasNoTrans,
        ROWS,
        COLUMNS,
        DEPTH,
        1,
        zeros,
        DEPTH,
        zeros,
        COLUMNS,
        0,
        product,
        COLUMNS);
  }
}
