package org.dropoutdistillery.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
  @TempDir Path folder;

  @Test
  void readsBackWhatItWroteInTheSameOrder() throws IOException {
    Map<String, NpyArray> arrays = read(bytes(arrays()));

    assertThat(arrays.keySet()).containsExactly("z.weight", "a", "passes");
    assertThat(arrays.get("z.weight").shape()).containsExactly(2, 2);
    assertThat(arrays.get("z.weight").floats()).containsExactly(1, 2, 3, 4);
    assertThat(arrays.get("a").doubles()).containsExactly(0.1);
    assertThat(arrays.get("passes").longs()).containsExactly(20000);
  }

  @Test
  void theSameArraysGiveTheSameBytesInAnyTimeZone() throws IOException {
    byte[] here = bytes(arrays());
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("GMT+11"));
      assertThat(bytes(arrays())).isEqualTo(here);
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void storesWithoutCompression() throws IOException {
    byte[] bytes = bytes(Map.of("a", NpyArray.ofFloats(new int[] {5000}, new float[5000])));

    assertThat(bytes.length).isGreaterThan(20_000);
  }

  @Test
  void readsCompressedFiles() throws IOException {
    byte[] array = Npy.bytes(NpyArray.ofLongs(new int[] {3}, 1, 2, 3));

    assertThat(read(zip(Map.of("a.npy", array))).get("a").longs()).containsExactly(1, 2, 3);
  }

  @Test
  void noticesEveryChangedByteOfAnArray() throws IOException {
    byte[] whole = bytes(Map.of("weights", NpyArray.ofDoubles(new int[] {2}, 1, 2)));
    // Local file header of 30 bytes, then the name.
    int start = 30 + "weights.npy".length();

    for (int at = start; at < start + 128 + 16; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 4;
      assertRefused(changed, "array 'weights'");
    }
  }

  @Test
  void namesTheArrayWhoseValuesWereChanged() throws IOException {
    byte[] whole = bytes(Map.of("weights", NpyArray.ofDoubles(new int[] {2}, 1, 2)));
    whole[30 + "weights.npy".length() + 130] ^= 1;

    assertRefused(whole, "the file is damaged, get it again");
  }

  @Test
  void refusesAFileThatIsCutOffAnywhere() throws IOException {
    byte[] whole = bytes(Map.of("a", NpyArray.ofLongs(new int[] {1}, 7)));

    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), "a damaged zip file");
    }
  }

  @Test
  void refusesDamagedCompressedData() throws IOException {
    float[] values = new float[2000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sin(i);
    }
    byte[] whole = zip(Map.of("a.npy", Npy.bytes(NpyArray.ofFloats(new int[] {2000}, values))));

    for (int at = 40; at < 2000; at += 97) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x55;
      assertRefused(changed, "found ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a.npy", "b/a.npy", "b\\a.npy", "a.txt", ".npy", "folder/"})
  void refusesNamesThatAreNoPlainArrayNames(String name) throws IOException {
    byte[] array = Npy.bytes(NpyArray.ofLongs(new int[] {1}, 1));

    assertRefused(
        zip(Map.of(name, name.endsWith("/") ? new byte[0] : array)),
        "found an entry called '%s'; expected names without a folder".formatted(name));
  }

  @Test
  void refusesANameThatStandsTwice() throws IOException {
    byte[] array = Npy.bytes(NpyArray.ofLongs(new int[] {1}, 1));
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("first.npy", array);
    entries.put("other.npy", array);
    String twice = new String(zip(entries), ISO_8859_1).replace("other.npy", "first.npy");

    assertRefused(twice.getBytes(ISO_8859_1), "array 'first': found the name twice");
  }

  @Test
  void refusesACommentThatIsNoText() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry("a.npy");
      entry.setComment("?");
      zip.putNextEntry(entry);
    }
    byte[] spoilt = bytes.toString(ISO_8859_1).replace('?', '\u00c3').getBytes(ISO_8859_1);
    // Newer JDKs find it when they open the file, and say it in their words.
    assertRefused(spoilt, "found a damaged zip file: ");
    assertRefused(spoilt, "comment");
  }

  @Test
  void refusesAnEntryThatIsNoArray() throws IOException {
    assertRefused(
        zip(Map.of("a.npy", "something else".getBytes(ISO_8859_1))),
        "array 'a': found no NumPy array");
  }

  @Test
  void refusesAShapeThatTheEntryDoesNotHold() throws IOException {
    byte[] array = Npy.bytes(NpyArray.ofLongs(new int[] {1111}, new long[1111]));
    String text = new String(array, ISO_8859_1).replace("(1111,)", "(9e8,) ");
    String large = new String(array, ISO_8859_1).replace("(1111,), } ", "(200000000,)}");

    assertRefused(zip(Map.of("a.npy", text.getBytes(ISO_8859_1))), "a damaged header");
    assertRefused(
        zip(Map.of("a.npy", large.getBytes(ISO_8859_1))),
        "bytes of values; expected 1600000000 for <i8 [200000000]");
  }

  @Test
  void refusesToWriteNamesThatItWouldNotRead() {
    NpyArray array = NpyArray.ofLongs(new int[0], 1);

    for (String name : new String[] {"", " ", "a/b", "a\\b", "a\nb"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> bytes(Map.of(name, array)))
          .withMessageContaining("array name '" + name + "'");
    }
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Npz.read(folder.resolve("none.npz")))
        .withMessageContaining("none.npz");
  }

  private static Map<String, NpyArray> arrays() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("z.weight", NpyArray.ofFloats(new int[] {2, 2}, 1, 2, 3, 4));
    arrays.put("a", NpyArray.ofDoubles(new int[] {1}, 0.1));
    arrays.put("passes", NpyArray.ofLongs(new int[0], 20000));
    return arrays;
  }

  private void assertRefused(byte[] bytes, String message) {
    assertThatExceptionOfType(ArrayFormatException.class)
        .isThrownBy(() -> read(bytes))
        .withMessageStartingWith(folder.resolve("arrays.npz").toString())
        .withMessageContaining(message);
  }

  private Map<String, NpyArray> read(byte[] bytes) throws IOException {
    return Npz.read(Files.write(folder.resolve("arrays.npz"), bytes));
  }

  private static byte[] bytes(Map<String, NpyArray> arrays) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Npz.write(out, arrays);
    return out.toByteArray();
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
