package org.dropoutdistillery.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Reads images and their labels from files in the IDX format, such as MNIST's. */
final class IdxReader {
  private static final int LEVELS = 256;

  private final float[] levels = new float[LEVELS];

  /** Files that belong together: as many labels as images. */
  record Part(ByteSource images, ByteSource labels) {}

  /**
   * @param divisor pixels, from 0 to 255, are divided by this number
   */
  IdxReader(double divisor) {
    for (int i = 0; i < LEVELS; i++) {
      levels[i] = (float) (i / divisor);
    }
  }

  /**
   * Reads the parts one after the other into one data set. Takes memory once, for the values as
   * they are returned.
   *
   * @param classNames [classes]: label k stands for the k-th of these; empty: the classes are the
   *     different labels, in order
   * @throws DatasetFormatException if a file is damaged or does not fit the others
   * @throws IOException if a file cannot be read
   */
  Dataset read(String name, List<Part> parts, List<String> classNames) throws IOException {
    int[] shape = imageShape(parts);
    int features = shape.length == 3 ? shape[1] * shape[2] : shape[1];
    ImageShape image = shape.length == 3 ? new ImageShape(shape[1], shape[2]) : null;
    float[] values = new float[shape[0] * features];
    int[] labels = new int[shape[0]];
    int row = 0;
    for (Part part : parts) {
      int[] numbers = labels(part);
      row += readRows(part, numbers, values, labels, row, features);
    }
    return new Dataset(
        name,
        shape[0],
        features,
        values,
        classes(labels, classNames, parts.get(0).labels().name()),
        Dataset.defaultFeatureNames(features),
        image);
  }

  /**
   * Reads images without labels.
   *
   * @param features pixels of an image
   * @param image their lines and columns; null where they are not known
   * @return [images, features], flattened
   * @throws DatasetFormatException if the file is damaged or holds other images
   * @throws IOException if it cannot be read
   */
  float[] readImages(ByteSource source, int features, ImageShape image) throws IOException {
    int[] shape = shape(source);
    int pixels = Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
    if (pixels != features) {
      throw DatasetFormatException.atByte(
          source.name(), 4, "dimensions " + Arrays.toString(shape), features + " pixels an image");
    }
    if (image != null && shape.length == 3 && !image.equals(new ImageShape(shape[1], shape[2]))) {
      throw DatasetFormatException.atByte(
          source.name(),
          4,
          "dimensions " + Arrays.toString(shape),
          "images of %d x %d pixels".formatted(image.height(), image.width()));
    }
    float[] values = new float[shape[0] * features];
    try (IdxStream images = IdxStream.open(source)) {
      images.readLevels(levels, values, 0);
    }
    return values;
  }

  private int readRows(
      Part part, int[] numbers, float[] values, int[] labels, int row, int features)
      throws IOException {
    try (IdxStream images = IdxStream.open(part.images())) {
      int rows = images.shape()[0];
      if (numbers.length != rows) {
        throw DatasetFormatException.ofFile(
            part.labels().name(),
            numbers.length + " labels",
            "%d, one for each image of %s".formatted(rows, part.images().name()));
      }
      images.readLevels(levels, values, row * features);
      System.arraycopy(numbers, 0, labels, row, rows);
      return rows;
    }
  }

  /** Returns the shape of all images together, [rows, height, width] or [rows, features]. */
  private static int[] imageShape(List<Part> parts) throws IOException {
    int[] first = shape(parts.get(0).images());
    long rows = first[0];
    for (Part part : parts.subList(1, parts.size())) {
      int[] next = shape(part.images());
      rows += next[0];
      if (!Arrays.equals(first, 1, first.length, next, 1, next.length)) {
        throw DatasetFormatException.atByte(
            part.images().name(),
            4,
            "dimensions " + Arrays.toString(next),
            "images like those of %s, %s"
                .formatted(parts.get(0).images().name(), Arrays.toString(first)));
      }
    }
    long rowSize = Arrays.stream(first).skip(1).asLongStream().reduce(1, (a, b) -> a * b);
    long bytes = rows * rowSize * Float.BYTES;
    if (rows * rowSize > Integer.MAX_VALUE - 8 || bytes > Runtime.getRuntime().maxMemory()) {
      throw DatasetFormatException.atByte(
          parts.get(0).images().name(),
          4,
          "%d images that need %d MB".formatted(rows, bytes >> 20),
          "at most %d MB, what this program may use (java -Xmx), and 2^31 - 9 values"
              .formatted(Runtime.getRuntime().maxMemory() >> 20));
    }
    first[0] = (int) rows;
    return first;
  }

  private static int[] shape(ByteSource images) throws IOException {
    try (IdxStream stream = IdxStream.open(images)) {
      int[] shape = stream.shape();
      if (shape.length < 2) {
        throw DatasetFormatException.atByte(
            stream.source(), 3, "1 dimension, which labels have", "2 or 3, the images' file");
      }
      return shape;
    }
  }

  private static int[] labels(Part part) throws IOException {
    try (IdxStream stream = IdxStream.open(part.labels())) {
      if (stream.shape().length != 1) {
        throw DatasetFormatException.atByte(
            stream.source(), 3, stream.shape().length + " dimensions", "1, for labels");
      }
      return stream.readNumbers();
    }
  }

  private static ClassLabels classes(int[] labels, List<String> classNames, String source)
      throws DatasetFormatException {
    if (classNames.isEmpty()) {
      return ClassNumbers.of(Arrays.stream(labels).asLongStream().toArray(), source);
    }
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] >= classNames.size()) {
        throw DatasetFormatException.ofFile(
            source,
            "label %d in row %d".formatted(labels[row], row),
            "a label from 0 to " + (classNames.size() - 1));
      }
    }
    return new ClassLabels(labels, classNames);
  }
}
