package org.dropoutdistillery.bench;

import java.util.List;

/** What grows while its cost is looked at. */
public enum Growth {
  ROWS("rows of an average, 784-256-256-10, T = 10"),
  PASSES("T of an average, 784-256-256-10, 500 rows"),
  WIDTH("width of a step, 784-w-w-10, batch 128"),
  DEPTH("hidden layers of a step, 256 wide, batch 128"),
  BATCH("batch of a step, 784-256-256-10"),
  MAPS("maps of a step, m and 2m of 3 × 3, 256-10, batch 128"),
  IMAGES("batch of a step, 32-64-256-10 over 28 × 28");

  private static final int INPUTS = 784;
  private static final int WIDTH_OF_OTHERS = 256;
  private static final int BATCH_OF_OTHERS = 128;

  private final String text;

  Growth(String text) {
    this.text = text;
  }

  /** Returns what grows, of what, in words. */
  public String text() {
    return text;
  }

  /** Returns the sizes to measure, ascending. */
  public List<Integer> sizes() {
    return switch (this) {
      case ROWS -> List.of(125, 250, 500, 1000, 2000, 4000);
      case PASSES -> List.of(5, 10, 20, 40, 80, 160);
      case WIDTH -> List.of(64, 128, 256, 512, 1024, 2048);
      case DEPTH -> List.of(1, 2, 4, 8, 16);
      case BATCH -> List.of(16, 32, 64, 128, 256, 512, 1024);
      case MAPS -> List.of(8, 16, 32, 64);
      case IMAGES -> List.of(16, 32, 64, 128, 256);
    };
  }

  /** Returns whether an average is timed, and not a step. */
  boolean isOfAverage() {
    return this == ROWS || this == PASSES;
  }

  /** Returns the net of one size. */
  BenchNet net(int size) {
    return switch (this) {
      case ROWS, PASSES -> dense(WIDTH_OF_OTHERS, 2, BATCH_OF_OTHERS);
      case WIDTH -> dense(size, 2, BATCH_OF_OTHERS);
      case DEPTH -> dense(WIDTH_OF_OTHERS, size, BATCH_OF_OTHERS);
      case BATCH -> dense(WIDTH_OF_OTHERS, 2, size);
      case MAPS -> new BenchNet(BATCH_OF_OTHERS, BenchNet.images(size, WIDTH_OF_OTHERS));
      case IMAGES -> new BenchNet(size, BenchNet.CNN.architecture());
    };
  }

  /** Returns the rows of an average of one size. */
  int rows(int size) {
    return this == ROWS ? size : 500;
  }

  /** Returns the passes of an average of one size. */
  int passes(int size) {
    return this == PASSES ? size : 10;
  }

  private static BenchNet dense(int width, int depth, int batchRows) {
    return new BenchNet(batchRows, BenchNet.dense(INPUTS, 0, width, depth));
  }
}
