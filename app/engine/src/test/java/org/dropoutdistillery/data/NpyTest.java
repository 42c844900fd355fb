package org.dropoutdistillery.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
  @TempDir Path folder;

  @Test
  void readsBackWhatItWrote() throws IOException {
    NpyArray floats =
        NpyArray.ofFloats(new int[] {2, 3}, 1, -2, Float.MIN_VALUE, Float.MAX_VALUE, -0f, 0.1f);
    NpyArray doubles = NpyArray.ofDoubles(new int[] {2, 1, 1}, Math.PI, -1e300);
    NpyArray longs = NpyArray.ofLongs(new int[] {3}, Long.MIN_VALUE, 0, Long.MAX_VALUE);

    assertThat(copy(floats).floats()).isEqualTo(floats.floats());
    assertThat(copy(floats).shape()).containsExactly(2, 3);
    assertThat(copy(doubles).doubles()).containsExactly(Math.PI, -1e300);
    assertThat(copy(doubles).shape()).containsExactly(2, 1, 1);
    assertThat(copy(longs).longs()).containsExactly(Long.MIN_VALUE, 0, Long.MAX_VALUE);
    assertThat(copy(longs).type()).isEqualTo(ElementType.INT64);
  }

  @Test
  void readsBackScalarsAndEmptyArrays() throws IOException {
    NpyArray scalar = copy(NpyArray.ofLongs(new int[0], 20000));
    NpyArray empty = copy(NpyArray.ofFloats(new int[] {0, 7}));

    assertThat(scalar.shape()).isEmpty();
    assertThat(scalar.longs()).containsExactly(20000);
    assertThat(empty.shape()).containsExactly(0, 7);
    assertThat(empty.size()).isZero();
  }

  @Test
  void writesTheBytesThatNumpyWrites() throws IOException {
    // numpy.save of array([1.5], '<f4'), apart from the magic string and the padding.
    byte[] bytes = Npy.bytes(NpyArray.ofFloats(new int[] {1}, 1.5f));

    assertThat(bytes).hasSize(128 + 4).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0);
    assertThat(new String(bytes, 10, 118, ISO_8859_1))
        .matches("\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(1,\\), \\} +\\n");
    assertThat(Arrays.copyOfRange(bytes, 128, 132)).containsExactly(0, 0, 0xC0, 0x3F);
  }

  @Test
  void startsValuesAtAMultipleOf64Bytes() throws IOException {
    for (int rank = 0; rank <= 60; rank++) {
      int[] shape = new int[rank];
      Arrays.fill(shape, 1);

      byte[] bytes = Npy.bytes(NpyArray.ofFloats(shape, 3));

      assertThat((bytes.length - 4) % 64).isZero();
      assertThat(read(bytes).shape()).isEqualTo(shape);
    }
  }

  @Test
  void readsBothVersionsOfTheHeader() throws IOException {
    String header = "{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }\n";

    for (int version = 1; version <= 2; version++) {
      NpyArray array = read(file(version, header, new byte[] {1, 0, 0, 0, -2, -1, -1, -1}));

      assertThat(array.type()).isEqualTo(ElementType.INT32);
      assertThat(array.longs()).containsExactly(1, -2);
    }
  }

  @Test
  void takesKeysInAnyOrderAndAnySpacing() throws IOException {
    NpyArray array =
        read(file(1, "{'shape':( 1 ,2 ),'fortran_order':False, 'descr' : '<f4'} ", new byte[8]));

    assertThat(array.shape()).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {">f4", "<f2", "|O", "|b1", "<U3", "", "<f", "|V8"})
  void refusesOtherTypes(String type) {
    assertRefused(
        file(1, header(type, "False", "(1,)"), new byte[8]),
        "found numbers of type '%s'; expected one of <f4, <f8, <i4, <i8, |u1".formatted(type));
  }

  @Test
  void refusesFortranOrder() {
    assertRefused(
        file(1, header("<f4", "True", "(2, 2)"), new byte[16]),
        "found Fortran order; expected C order; save numpy.ascontiguousarray(a)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 'x'}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}",
        "{'descr': '<f4', 'fortran_order': '<f4', 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': False}",
        "{'descr': False, 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} trailing",
        "'descr': '<f4', 'fortran_order': False, 'shape': (1,)",
        "{'descr': '<f4' 'fortran_order': False 'shape': (1,)}",
        ""
      })
  void refusesADamagedHeader(String header) {
    assertRefused(file(1, header, new byte[4]), "found a damaged header; expected one with descr");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(2147483648,)", "(65536, 65536)", "(99999999999999999999,)", "(1 2,)"})
  void refusesShapesThatNoArrayCanHave(String shape) {
    assertRefused(
        file(1, header("<f4", "False", shape), new byte[4]), "found shape " + shape + "; expected");
  }

  @Test
  void refusesTooManyDimensions() {
    String shape = "(" + "1, ".repeat(65) + ")";

    assertRefused(
        file(1, header("<f4", "False", shape), new byte[4]), "expected at most 64 dimensions");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(3,); 11 bytes of values; expected 12 for <f4 [3]",
        "(2,); 11 bytes of values; expected 8 for <f4 [2]",
        "(20000, 20000); 11 bytes of values; expected 1600000000 for <f4 [20000, 20000]",
        "(2000000000,); 11 bytes of values; expected 8000000000 for <f4 [2000000000]"
      })
  void comparesTheShapeWithTheFile(String shape, String found, String expected) {
    assertRefused(
        file(1, header("<f4", "False", shape), new byte[11]), "found " + found + "; " + expected);
  }

  @Test
  void refusesWhatIsNoArray() {
    assertRefused("a,b,c\n1,2,3\n".getBytes(ISO_8859_1), "found no NumPy array");
    assertRefused(file(3, header("<f4", "False", "(1,)"), new byte[4]), "found format version 3");
    byte[] longHeader = file(2, header("<f4", "False", "(1,)"), new byte[4]);
    longHeader[10] = 1;
    assertRefused(longHeader, "bytes; expected at most 65535");
  }

  @Test
  void refusesAFileThatIsCutOffAnywhere() throws IOException {
    byte[] whole = Npy.bytes(NpyArray.ofDoubles(new int[] {2}, 1, 2));

    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), "found ");
    }
  }

  @Test
  void givesValuesOnlyAsTheTypeThatTheyHave() {
    NpyArray floats = NpyArray.ofFloats(new int[] {1}, 0.1f);
    NpyArray longs = NpyArray.ofLongs(new int[] {1}, 7);

    assertThat(floats.doubles()).containsExactly((double) 0.1f);
    assertThatIllegalStateException()
        .isThrownBy(longs::floats)
        .withMessage("array of type <i8, expected <f4");
    assertThatIllegalStateException().isThrownBy(longs::doubles);
    assertThatIllegalStateException().isThrownBy(floats::longs);
    assertThatIllegalStateException()
        .isThrownBy(() -> NpyArray.ofDoubles(new int[] {1}, 7).floats());
  }

  @Test
  void cannotBeChangedFromOutside() {
    float[] values = {1, 2};
    int[] shape = {2};
    NpyArray array = NpyArray.ofFloats(shape, values);

    values[0] = 9;
    shape[0] = 9;
    array.floats()[1] = 9;
    array.shape()[0] = 9;

    assertThat(array.floats()).containsExactly(1, 2);
    assertThat(array.shape()).containsExactly(2);
  }

  @Test
  void refusesValuesThatDoNotFitTheShape() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyArray.ofFloats(new int[] {2, 3}, 1, 2, 3))
        .withMessage("shape [2, 3] needs 6 values, got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NpyArray.ofLongs(new int[] {-1}))
        .withMessageContaining("shape [-1]");
  }

  private void assertRefused(byte[] bytes, String message) {
    assertThatExceptionOfType(ArrayFormatException.class)
        .isThrownBy(() -> read(bytes))
        .withMessageStartingWith(folder.toString())
        .withMessageContaining(message);
  }

  private NpyArray copy(NpyArray array) throws IOException {
    return read(Npy.bytes(array));
  }

  private NpyArray read(byte[] bytes) throws IOException {
    return Npy.read(Files.write(folder.resolve("array.npy"), bytes));
  }

  private static String header(String type, String fortran, String shape) {
    return "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n".formatted(type, fortran, shape);
  }

  private static byte[] file(int version, String header, byte[] values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    length.putInt(header.length());
    out.write(length.array(), 0, version == 1 ? 2 : 4);
    out.writeBytes(header.getBytes(ISO_8859_1));
    out.writeBytes(values);
    return out.toByteArray();
  }
}
