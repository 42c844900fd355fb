package org.dropoutdistillery.data;

import java.io.IOException;
import java.util.ArrayList;
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
    List<int[]> shapes = new ArrayList<>();
    for (Part part : parts) {
      shapes.add(shape(part.images()));
    }
    int[] shape = together(shapes, parts);
    int features = shape.length == 3 ? shape[1] * shape[2] : shape[1];
    ImageShape image = shape.length == 3 ? new ImageShape(shape[1], shape[2]) : null;
    float[] values = new float[shape[0] * features];
    int[] labels = new int[shape[0]];
    int row = 0;
    for (int i = 0; i < parts.size(); i++) {
      int rows = shapes.get(i)[0];
      System.arraycopy(labels(parts.get(i), rows), 0, labels, row, rows);
      readLevels(parts.get(i).images(), shapes.get(i), values, row * features);
      row += rows;
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
    requireRoom(shape[0], shape, source.name());
    float[] values = new float[shape[0] * features];
    readLevels(source, shape, values, 0);
    return values;
  }

  /**
   * @param shape that the file had when it was opened before: memory was taken for it
   */
  private void readLevels(ByteSource source, int[] shape, float[] values, int offset)
      throws IOException {
    try (IdxStream images = IdxStream.open(source)) {
      if (!Arrays.equals(images.shape(), shape)) {
        throw DatasetFormatException.atByte(
            source.name(),
            4,
            "dimensions " + Arrays.toString(images.shape()),
            "%s as a moment ago; another file took its place, read it again"
                .formatted(Arrays.toString(shape)));
      }
      images.readLevels(levels, values, offset);
    }
  }

  /** Returns the shape of all images together, [rows, height, width] or [rows, features]. */
  private static int[] together(List<int[]> shapes, List<Part> parts)
      throws DatasetFormatException {
    int[] first = shapes.get(0).clone();
    String source = parts.get(0).images().name();
    long rows = first[0];
    for (int i = 1; i < shapes.size(); i++) {
      int[] next = shapes.get(i);
      rows += next[0];
      if (!Arrays.equals(first, 1, first.length, next, 1, next.length)) {
        throw DatasetFormatException.atByte(
            parts.get(i).images().name(),
            4,
            "dimensions " + Arrays.toString(next),
            "images like those of %s, %s".formatted(source, Arrays.toString(first)));
      }
    }
    requireRoom(rows, first, source);
    first[0] = (int) rows;
    return first;
  }

  private static void requireRoom(long rows, int[] shape, String source)
      throws DatasetFormatException {
    double pixels = Arrays.stream(shape).skip(1).asDoubleStream().reduce(1, (a, b) -> a * b);
    if (rows * pixels > Integer.MAX_VALUE - 8 || !Room.hasTable((double) rows, pixels)) {
      throw DatasetFormatException.atByte(
          source,
          4,
          "%d images that need %s"
              .formatted(rows, Room.megabytes(Room.tableBytes((double) rows, pixels))),
          Room.expectedOfTable() + ", and 2^31 - 9 values");
    }
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

  private static int[] labels(Part part, int rows) throws IOException {
    try (IdxStream stream = IdxStream.open(part.labels())) {
      int[] shape = stream.shape();
      if (shape.length != 1) {
        throw DatasetFormatException.atByte(
            stream.source(), 3, shape.length + " dimensions", "1, for labels");
      }
      if (shape[0] != rows) {
        throw DatasetFormatException.ofFile(
            stream.source(),
            shape[0] + " labels",
            "%d, one for each image of %s".formatted(rows, part.images().name()));
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
