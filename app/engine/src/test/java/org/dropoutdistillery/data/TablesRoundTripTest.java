package org.dropoutdistillery.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Tables and images that others wrote are read as they were meant, to the last bit. */
class TablesRoundTripTest {
  private static final int FEATURES = 3;

  @Property
  void csv(
      @ForAll @Size(min = 2, max = 12) List<@Size(FEATURES + 1) List<Float>> rows,
      @ForAll("names") List<String> names,
      @ForAll("separators") char separator,
      @ForAll boolean packed)
      throws IOException {
    TableOptions options =
        TableOptions.detecting(names.get(FEATURES))
            .withHeader(HeaderLine.YES)
            .withSeparator(separator)
            .withTarget(new TargetKind.Numbers());
    Dataset read =
        ScratchFile.through(
            out -> write(rows, names, separator, packed ? new GZIPOutputStream(out) : out),
            file -> new CsvReader().read("table", file, options));

    assertThat(read.featureNames()).isEqualTo(names.subList(0, FEATURES));
    assertThat(((Responses) read.targets()).name()).isEqualTo(names.get(FEATURES));
    for (int row = 0; row < rows.size(); row++) {
      for (int i = 0; i < FEATURES; i++) {
        assertSameBits(read.values()[row * FEATURES + i], rows.get(row).get(i));
      }
      assertSameBits(read.responses()[row], rows.get(row).get(FEATURES));
    }
  }

  @Property
  void rowsToPredictGoByTheirNames(
      @ForAll @Size(min = 1, max = 8) List<@Size(FEATURES + 1) List<Float>> rows,
      @ForAll("names") List<String> names)
      throws IOException {
    List<String> turned = List.of(names.get(2), names.get(0), names.get(1));
    FeatureRows read =
        ScratchFile.through(
            out -> write(rows, names, ',', out),
            file -> DatasetFile.readFeatures(file, turned, null, 1));

    assertThat(read.ignored()).containsExactly(names.get(FEATURES));
    for (int row = 0; row < rows.size(); row++) {
      assertSameBits(read.values()[row * FEATURES], rows.get(row).get(2));
      assertSameBits(read.values()[row * FEATURES + 1], rows.get(row).get(0));
    }
  }

  private static void assertSameBits(float read, float written) {
    assertThat(Float.floatToRawIntBits(read)).isEqualTo(Float.floatToRawIntBits(written));
  }

  private static void write(
      List<List<Float>> rows, List<String> names, char separator, OutputStream out)
      throws IOException {
    try (CsvWriter csv =
        CsvWriter.builder().fieldSeparator(separator).build(new OutputStreamWriter(out, UTF_8))) {
      csv.writeRecord(names);
      rows.forEach(row -> csv.writeRecord(row.stream().map(value -> value.toString()).toList()));
    }
  }

  @Provide
  Arbitrary<List<String>> names() {
    // As a reader strips them.
    return AnyArrays.texts()
        .map(String::strip)
        .filter(name -> !name.isBlank() && Field.number(name).isEmpty())
        .list()
        .ofSize(FEATURES + 1)
        .uniqueElements();
  }

  @Provide
  Arbitrary<Character> separators() {
    return Arbitraries.of(',', ';', '\t', '|', ' ');
  }

  @Property
  void idx(
      @ForAll @IntRange(min = 1, max = 5) int height,
      @ForAll @IntRange(min = 1, max = 5) int width,
      @ForAll @Size(min = 2, max = 9) byte[] labels,
      @ForAll byte first,
      @ForAll boolean packed)
      throws IOException {
    labels[1] = (byte) (labels[0] + 1); // two classes
    byte[] pixels = new byte[labels.length * height * width];
    IntStream.range(0, pixels.length).forEach(i -> pixels[i] = (byte) (first + 37 * i));
    ByteSource images = source("images", bytes(packed, pixels, labels.length, height, width));
    ByteSource classes = source("labels", bytes(packed, labels, labels.length));
    Dataset read =
        new IdxReader(255).read("images", List.of(new IdxReader.Part(images, classes)), List.of());

    assertThat(read.imageShape()).isEqualTo(new ImageShape(height, width));
    for (int i = 0; i < pixels.length; i++) {
      assertThat(read.values()[i]).isEqualTo((float) ((pixels[i] & 0xFF) / 255.0));
    }
    for (int row = 0; row < labels.length; row++) {
      assertThat(read.classNames().get(read.labels()[row])).isEqualTo("" + (labels[row] & 0xFF));
    }
  }

  private static byte[] bytes(boolean packed, byte[] values, int... sizes) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(4 + 4 * sizes.length).putInt(0x800 + sizes.length);
    Arrays.stream(sizes).forEach(header::putInt);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packed ? new GZIPOutputStream(bytes) : bytes) {
      out.write(header.array());
      out.write(values);
    }
    return bytes.toByteArray();
  }

  private static ByteSource source(String name, byte[] bytes) {
    return new ByteSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public java.io.InputStream open() {
        return new java.io.ByteArrayInputStream(bytes);
      }

      @Override
      public long length(java.io.InputStream opened) {
        return bytes.length;
      }
    };
  }

  @Property
  void classesKeepTheirNames(@ForAll("classNames") List<String> names) throws IOException {
    List<String> labels = new ArrayList<>(names);
    labels.addAll(names);
    Dataset read =
        ScratchFile.through(
            out -> {
              try (CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(out, UTF_8))) {
                csv.writeRecord("x", "y");
                labels.forEach(label -> csv.writeRecord("1", label));
              }
            },
            file -> DatasetFile.read(file, Optional.of("y"), Task.CLASSES));

    for (int row = 0; row < labels.size(); row++) {
      assertThat(read.classNames().get(read.labels()[row])).isEqualTo(labels.get(row));
    }
  }

  @Provide
  Arbitrary<List<String>> classNames() {
    return AnyArrays.texts()
        .map(String::strip)
        .filter(name -> !Field.isMissing(name) && Field.number(name).isEmpty())
        .list()
        .ofMinSize(2)
        .ofMaxSize(6)
        .uniqueElements();
  }
}
