package org.dropoutdistillery.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFileTest {
  private static final Optional<String> NONE = Optional.empty();
  private static final Optional<String> LAST = Optional.of("-1");
  private static final byte[] IMAGES = idx(3, new int[] {2, 2, 2}, 0, 51, 102, 255, 1, 2, 3, 4);
  private static final byte[] LABELS = idx(1, new int[] {2}, 7, 3);

  @TempDir Path folder;

  @Test
  void readsATableOfText() throws IOException {
    Dataset table = DatasetFile.read(write("pets.v2.csv", "a;k\n1;x\n2;y\n".getBytes(UTF_8)), LAST);

    assertThat(table.name()).isEqualTo("pets");
    assertThat(table.values()).containsExactly(1, 2);
    assertThat(table.classNames()).containsExactly("x", "y");
  }

  @Test
  void readsImagesAndTheLabelsBesideThem() throws IOException {
    write("train-labels-idx1-ubyte", LABELS);

    Dataset images = DatasetFile.read(write("train-images-idx3-ubyte", IMAGES), NONE);

    assertThat(images.imageShape()).isEqualTo(new ImageShape(2, 2));
    assertThat(images.values())
        .containsExactly(0, 0.2f, 0.4f, 1, 1 / 255f, 2 / 255f, 3 / 255f, 4 / 255f);
    assertThat(images.classNames()).containsExactly("3", "7");
    assertThat(images.labels()).containsExactly(1, 0);
  }

  @Test
  void readsPackedImagesAndTablesInTheirFormat() throws IOException {
    write("t-labels.idx1.gz", gzip(LABELS));
    byte[] rows = idx(2, new int[] {2, 3}, 0, 0, 0, 255, 255, 255);

    Dataset table = DatasetFile.read(write("t-images.idx2", gzip(rows)), NONE);

    assertThat(table.imageShape()).isNull();
    assertThat(table.features()).isEqualTo(3);
    assertThat(table.values()).containsExactly(0, 0, 0, 1, 1, 1);
  }

  @Test
  void saysWhichLabelsAreMissing() throws IOException {
    Path images = write("train-images-idx3-ubyte", IMAGES);

    assertThatExceptionOfType(DataRequestException.class)
        .isThrownBy(() -> DatasetFile.read(images, NONE))
        .withMessageStartingWith("dataset: \"" + images + "\", expected an images' file")
        .withMessageEndingWith("train-labels-idx1-ubyte");
  }

  @Test
  void refusesDamagedIdxFiles() throws IOException {
    write("t-labels-idx1", LABELS);
    assertIdx(Arrays.copyOf(IMAGES, IMAGES.length - 1), "byte 23: found the end of the file; ");
    assertIdx(
        Arrays.copyOf(IMAGES, IMAGES.length + 1), "byte 24: found more bytes; expected the end");
    assertIdx(Arrays.copyOf(IMAGES, 10), "byte 10: found the end of the file");
    assertIdx(Arrays.copyOf(IMAGES, 3), "byte 3: found the end of the file");
    byte[] floats = IMAGES.clone();
    floats[2] = 0x0D;
    assertIdx(floats, "byte 2: found values of type 0x0d; expected 0x08, unsigned bytes");
    byte[] flat = IMAGES.clone();
    flat[3] = 4;
    assertIdx(flat, "byte 3: found 4 dimensions; expected 1 for labels, 2 or 3 for images");
    assertIdx(LABELS, "byte 3: found 1 dimension, which labels have; expected 2 or 3");
    assertIdx(idx(3, new int[] {0, 2, 2}), "byte 4: found dimension 0; expected 1 or more");
    assertIdx(idx(3, new int[] {2, -2, 2}), "byte 8: found dimension -2; expected 1 or more");
  }

  @Test
  void takesNoMemoryForImagesThatAreNotThere() throws IOException {
    write("t-labels-idx1", LABELS);
    assertIdx(
        idx(3, new int[] {2_000_000, 28, 28}),
        "byte 4: found dimensions [2000000, 28, 28] in a file of 16 bytes; expected a file that holds");
    assertIdx(idx(3, new int[] {1 << 20, 1 << 10, 1 << 10}), "byte 12: found dimension 1024;");
  }

  @Test
  void refusesLabelsThatDoNotFitTheImages() throws IOException {
    Path labels = write("t-labels-idx1", idx(1, new int[] {3}, 1, 2, 3));
    Path images = write("t-images-idx3", IMAGES);
    assertThatExceptionOfType(DatasetFormatException.class)
        .isThrownBy(() -> DatasetFile.read(images, NONE))
        .withMessage(
            "%s: found 3 labels; expected 2, one for each image of %s".formatted(labels, images));

    write("t-labels-idx1", idx(1, new int[] {2}, 5, 5));
    assertThatExceptionOfType(DatasetFormatException.class)
        .isThrownBy(() -> DatasetFile.read(images, NONE))
        .withMessage(labels + ": found the one class 5; expected at least two different labels");

    write("t-labels-idx1", IMAGES);
    assertThatExceptionOfType(DatasetFormatException.class)
        .isThrownBy(() -> DatasetFile.read(images, NONE))
        .withMessage(labels + ", byte 3: found 3 dimensions; expected 1, for labels");
  }

  @Test
  void refusesDamagedGzipFiles() throws IOException {
    write("t-labels-idx1", LABELS);
    byte[] packed = gzip(idx(3, new int[] {2, 20, 20}, pixels(800)));
    byte[] changed = packed.clone();
    changed[packed.length - 6] ^= 1;

    assertIdx(
        Arrays.copyOf(packed, packed.length - 9), "a damaged gzip file: cut off; expected a whole");
    assertIdx(changed, "a damaged gzip file: ");
    Path start = write("x.csv.gz", Arrays.copyOf(packed, 8));
    assertThatExceptionOfType(DatasetFormatException.class)
        .isThrownBy(() -> DatasetFile.read(start, LAST))
        .withMessage(start + ": found a damaged gzip file; expected a whole one; get it again");
  }

  @Test
  void readsArraysByTheirNames() throws IOException {
    NpyArray x = NpyArray.ofDoubles(new int[] {2, 2}, 1, 2, 3, 4);

    for (String[] names : new String[][] {{"x", "y"}, {"X", "y"}, {"X", "Y"}, {"data", "target"}}) {
      Dataset classes =
          DatasetFile.read(npz(names[0], x, names[1], NpyArray.ofLongs(new int[] {2}, 9, 4)), NONE);
      assertThat(classes.values()).containsExactly(1, 2, 3, 4);
      assertThat(classes.classNames()).containsExactly("4", "9");
      assertThat(classes.labels()).containsExactly(1, 0);
    }
  }

  @Test
  void predictsNumbersWhereTargetsAreFloats() throws IOException {
    NpyArray images = NpyArray.ofFloats(new int[] {2, 1, 3}, 1, 2, 3, 4, 5, 6);

    Dataset dataset =
        DatasetFile.read(npz("x", images, "y", NpyArray.ofDoubles(new int[] {2, 1}, 1, 2)), NONE);

    assertThat(dataset.responses()).containsExactly(1, 2);
    assertThat(dataset.imageShape()).isEqualTo(new ImageShape(1, 3));
  }

  @Test
  void refusesArraysThatDoNotFit() throws IOException {
    NpyArray x = NpyArray.ofFloats(new int[] {2, 2}, 1, 2, 3, 4);
    NpyArray y = NpyArray.ofLongs(new int[] {2}, 0, 1);
    assertNpz(npz("x", x, "z", y), "found the arrays x, z; expected one for what to predict");
    assertNpz(npz("x", x, "X", x), "found the arrays x, X; expected one for features");
    assertNpz(
        npz("x", x, "y", NpyArray.ofLongs(new int[] {3}, 0, 1, 1)),
        "array 'y': found <i8 [3]; expected [2], one for each row of features");
    assertNpz(
        npz("x", NpyArray.ofFloats(new int[] {2}, 1, 2), "y", y),
        "array 'x': found <f4 [2]; expected [rows, features] or [rows, height, width]");
    assertNpz(
        npz("x", NpyArray.ofDoubles(new int[] {2, 2}, 1, 2, 3, Double.NaN), "y", y),
        "array 'x': found NaN in row 1, column 1 (both counted from 0); expected a finite number");
    assertNpz(
        npz("x", NpyArray.ofDoubles(new int[] {2, 2}, 1, 1e39, 3, 4), "y", y),
        "array 'x': found 1.0E39 in row 0, column 1");
    assertNpz(
        npz("x", x, "y", NpyArray.ofFloats(new int[] {2}, 1, Float.POSITIVE_INFINITY)),
        "array 'y': found Infinity in row 1, column 0");
  }

  @Test
  void predictsWhatThePersonSays() throws IOException {
    Path table = npy(NpyArray.ofFloats(new int[] {3, 2}, 1, 5, 2, 6, 3, 5));
    NpyArray x = NpyArray.ofFloats(new int[] {2, 1}, 1, 2);
    Path floats = npz("x", x, "y", NpyArray.ofFloats(new int[] {2}, 4, 3));
    Path halves = npz("x", x, "y", NpyArray.ofFloats(new int[] {2}, 4, 2.5f));

    assertThat(DatasetFile.read(table, LAST, Task.NUMBERS).responses()).containsExactly(5, 6, 5);
    assertThat(DatasetFile.read(floats, NONE).isRegression()).isTrue();
    assertThat(DatasetFile.read(floats, NONE, Task.CLASSES).labels()).containsExactly(1, 0);
    assertThatExceptionOfType(ArrayFormatException.class)
        .isThrownBy(() -> DatasetFile.read(halves, NONE, Task.CLASSES))
        .withMessageContaining("array 'y': found 2.5 in row 1, column 0 (both counted from 0)")
        .withMessageContaining("a whole number");
  }

  @Test
  void aTaskForImagesIsRefused() throws IOException {
    write("t-labels-idx1", LABELS);
    Path images = write("t-images-idx3", IMAGES);

    assertThatExceptionOfType(DataRequestException.class)
        .isThrownBy(() -> DatasetFile.read(images, NONE, Task.CLASSES))
        .withMessageStartingWith("task: \"classes\", expected null for " + images);
  }

  @Test
  void readsOneArrayWithALabelColumn() throws IOException {
    NpyArray array = NpyArray.ofFloats(new int[] {3, 3}, 1, 5, 2, 3, 6, 4, 7, 5, 8);

    Dataset classes = DatasetFile.read(npy(array), Optional.of("1"));
    Dataset numbers =
        DatasetFile.read(npy(NpyArray.ofDoubles(new int[] {2, 2}, 1, 0.5, 2, 3)), LAST);

    assertThat(classes.values()).containsExactly(1, 2, 3, 4, 7, 8);
    assertThat(classes.classNames()).containsExactly("5", "6");
    assertThat(classes.labels()).containsExactly(0, 1, 0);
    assertThat(numbers.responses()).containsExactly(0.5f, 3);
    assertThatExceptionOfType(DataRequestException.class)
        .isThrownBy(() -> DatasetFile.read(npy(array), Optional.of("kind")))
        .withMessageStartingWith("label: \"kind\", expected an index from -3 to 2");
    assertThatExceptionOfType(ArrayFormatException.class)
        .isThrownBy(() -> DatasetFile.read(npy(NpyArray.ofFloats(new int[] {2}, 1, 2)), LAST))
        .withMessageContaining("found <f4 [2]; expected [rows, columns]");
  }

  @Test
  void asksForALabelWhereOneIsNeededAndForNoneWhereItIsNot() throws IOException {
    Path table = write("t.csv", "1,2\n3,4\n".getBytes(UTF_8));
    Path images = write("train-images-idx3-ubyte", IMAGES);

    assertThatExceptionOfType(DataRequestException.class)
        .isThrownBy(() -> DatasetFile.read(table, NONE))
        .withMessageStartingWith("label: null, expected the name or index of the column");
    assertThatExceptionOfType(DataRequestException.class)
        .isThrownBy(() -> DatasetFile.read(images, LAST))
        .withMessage(
            "label: \"-1\", expected null for %s: its labels are in a file of their own"
                .formatted(images));
  }

  @Test
  void refusesOneRowAndEmptyFiles() throws IOException {
    Path one = write("one.csv", "x,y\n1,2.5\n".getBytes(UTF_8));
    Path empty = write("empty.csv", new byte[0]);
    Path noText = write("binary.csv", new byte[] {1, 2, 3, 0, (byte) 0xFF, 7});

    assertThatExceptionOfType(DatasetFormatException.class)
        .isThrownBy(() -> DatasetFile.read(one, LAST))
        .withMessage(one + ": found one row; expected rows to train on and rows to test with");
    assertThatExceptionOfType(DatasetFormatException.class)
        .isThrownBy(() -> DatasetFile.read(empty, LAST))
        .withMessageContaining("found no rows");
    assertThatExceptionOfType(DatasetFormatException.class)
        .isThrownBy(() -> DatasetFile.read(noText, LAST))
        .withMessageContaining("line 1: found 1 field");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> DatasetFile.read(folder.resolve("none.csv"), LAST));
  }

  private void assertIdx(byte[] content, String message) throws IOException {
    Path images = write("t-images-idx3", content);
    assertThatExceptionOfType(DatasetFormatException.class)
        .isThrownBy(() -> DatasetFile.read(images, NONE))
        .withMessageStartingWith(images.toString())
        .withMessageContaining(message);
  }

  private static void assertNpz(Path file, String message) {
    assertThatExceptionOfType(ArrayFormatException.class)
        .isThrownBy(() -> DatasetFile.read(file, NONE))
        .withMessageStartingWith(file.toString())
        .withMessageContaining(message);
  }

  private Path npz(String first, NpyArray x, String second, NpyArray y) throws IOException {
    Path file = Files.createTempFile(folder, "arrays", ".npz");
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(first, x);
    arrays.put(second, y);
    try (OutputStream out = Files.newOutputStream(file)) {
      Npz.write(out, arrays);
    }
    return file;
  }

  private Path npy(NpyArray array) throws IOException {
    return Files.write(Files.createTempFile(folder, "array", ".npy"), Npy.bytes(array));
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static byte[] idx(int rank, int[] dimensions, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * rank + values.length);
    bytes.putInt(0x0800 + rank);
    Arrays.stream(dimensions).forEach(bytes::putInt);
    Arrays.stream(values).forEach(value -> bytes.put((byte) value));
    return bytes.array();
  }

  /** Returns numbers that do not pack well. */
  private static int[] pixels(int count) {
    int[] pixels = new int[count];
    for (int i = 0; i < count; i++) {
      pixels[i] = (i * i * 31 + i * 17) % 251;
    }
    return pixels;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
