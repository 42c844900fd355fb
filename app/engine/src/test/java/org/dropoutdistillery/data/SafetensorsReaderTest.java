package org.dropoutdistillery.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsReaderTest {
  private static final int MUTATIONS = 4000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"moons-tiny", "cancer-mlp"})
  void readsWhatThePackageWrote(String name) throws Exception {
    Map<String, NpyArray> arrays = Safetensors.read(reference(name + ".safetensors")).arrays();
    Map<String, NpyArray> same = Npz.read(reference(name + ".npz"));

    assertThat(arrays.keySet()).containsExactlyInAnyOrderElementsOf(same.keySet());
    for (String array : same.keySet()) {
      assertThat(arrays.get(array).shape()).isEqualTo(same.get(array).shape());
      assertThat(arrays.get(array).floats()).isEqualTo(same.get(array).floats());
    }
  }

  @Test
  void readsWhatWeWriteInTheOrderOfTheFile() throws IOException {
    Safetensors.Contents contents = read(sample());

    assertThat(contents.texts()).containsExactly(Map.entry("who", "Größe"));
    assertThat(contents.arrays().keySet()).containsExactly("z.weight", "a", "passes", "none");
    assertThat(contents.arrays().get("z.weight").floats()).containsExactly(1, 2, 3, 4);
    assertThat(contents.arrays().get("a").doubles()).containsExactly(0.1);
    assertThat(contents.arrays().get("passes").longs()).containsExactly(20000);
    assertThat(contents.arrays().get("none").shape()).containsExactly(0, 3);
  }

  /** Bits of either type from the tables of IEEE 754: 1, the least, the largest, -2, 1/3. */
  @Test
  void widensFloatsOf16Bits() throws IOException {
    short[] halves = {0x3C00, 0x0001, 0x7BFF, (short) 0xC000, 0x3555, 0x0000};
    short[] brain = {0x3F80, 0x0001, 0x7F7F, (short) 0xC000, 0x3EAB, 0x0000};

    assertThat(sixteen("F16", halves)).containsExactly(1, 5.9604645E-8f, 65504, -2, 0.33325195f, 0);
    assertThat(sixteen("BF16", brain))
        .containsExactly(1, 0x1p-133f, 3.3895314E38f, -2, 0.33398438f, 0);
    assertThat(sixteen("F16", (short) 0x7C00, (short) 0xFC00))
        .containsExactly(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
    assertThat(sixteen("F16", (short) 0x7E00)).containsExactly(Float.NaN);
  }

  private float[] sixteen(String type, short... bits) throws IOException {
    ByteBuffer values = ByteBuffer.allocate(2 * bits.length).order(ByteOrder.LITTLE_ENDIAN);
    for (short value : bits) {
      values.putShort(value);
    }
    String header =
        "{'a':{'dtype':'%s','shape':[%d],'data_offsets':[0,%d]}}"
            .formatted(type, bits.length, 2 * bits.length);
    return read(file(header, values.array())).arrays().get("a").floats();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1]                                                             | no safetensors header
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}           | a damaged header
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} {}       | a damaged header
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | Duplicate field 'a'
          {'a':{'dtype':'F32','shape':[[[[[2]]]]],'data_offsets':[0,8]}}  | nesting depth
          {'a':3}                                                         | array 'a': found 3; expected dtype
          {'a':{'dtype':'F32','shape':[2]}}                               | expected dtype, a text, shape and two data_offsets
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'more':1}} | expected dtype
          {'a':{'dtype':1,'shape':[2],'data_offsets':[0,8]}}              | expected dtype
          {'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}         | expected dtype
          {'a':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}}        | expected dtype
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8,8]}}        | expected dtype
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,99999999999999999999]}} | expected dtype
          {'a':{'dtype':'F8_E4M3','shape':[8],'data_offsets':[0,8]}}      | numbers of type F8_E4M3; expected one of F32, F64, F16
          {'a':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,8]}}| shape [65536,65536]; expected at most 64 dimensions and fewer than 2^31
          {'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}          | values from byte 0 to 8; expected 12 bytes for F32 [3]
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}          | values from byte 8 to 0; expected 8 bytes
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}          | array 'a': found values from byte 4 to 8; expected them to begin at 0
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | array 'b': found values from byte 0 to 8; expected them to begin at 4
          {'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}}         | within 8 bytes
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}          | found 8 bytes of values; expected 4 as the header says
          {'__metadata__':{'k':1},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | expected an object of texts
          """)
  void refusesWhatTheFormatForbids(String header, String message) throws IOException {
    assertRefused(file(header, new byte[8]), message);
  }

  @Test
  void refusesLengthsThatTheFileDoesNotHave() throws IOException {
    byte[] whole = sample();

    assertRefused(Arrays.copyOf(whole, 7), "a file of 7 bytes");
    assertRefused(withLength(whole, -1), "a header of 18446744073709551615 bytes");
    assertRefused(withLength(whole, 0), "a header of 0 bytes");
    assertRefused(withLength(whole, whole.length), "within the file");
    assertRefused(withLength(new byte[6 << 20], (4 << 20) + 1), "at most 4 MiB");
    for (int length = 8; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), "found ");
    }
  }

  @Test
  void refusesAHeaderThatIsNoText() throws IOException {
    byte[] whole = sample();
    whole[10] = (byte) 0xFF;

    assertRefused(whole, "expected JSON in UTF-8");
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> Safetensors.read(folder.resolve("none.safetensors")));
  }

  /** Damage is either harmless, so that all arrays have their size, or named; never a fault. */
  @Test
  void damagedFilesAreReadOrRefused() throws IOException {
    Random random = new Random(1);
    byte[] whole = sample();
    int headerEnd = 8 + ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt();
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] damaged = SafetensorsMutation.of(whole, headerEnd, random);
      try {
        Safetensors.Contents contents = read(damaged);
        for (NpyArray array : contents.arrays().values()) {
          assertThat((long) array.size()).isEqualTo(NpyHeader.sizeOf(array.shape()));
        }
      } catch (ArrayFormatException named) {
        assertThat(named).hasMessageContaining("found ").hasMessageContaining("; expected ");
        refused++;
      }
    }
    assertThat(refused).isBetween(MUTATIONS / 2, MUTATIONS - MUTATIONS / 100);
  }

  private static byte[] sample() throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("z.weight", NpyArray.ofFloats(new int[] {2, 2}, 1, 2, 3, 4));
    arrays.put("a", NpyArray.ofDoubles(new int[] {1}, 0.1));
    arrays.put("passes", NpyArray.ofLongs(new int[0], 20000));
    arrays.put("none", NpyArray.ofFloats(new int[] {0, 3}));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(out, arrays, Map.of("who", "Größe"));
    return out.toByteArray();
  }

  private static byte[] file(String header, byte[] values) {
    byte[] text = header.replace('\'', '"').getBytes(UTF_8);
    return ByteBuffer.allocate(8 + text.length + values.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .put(values)
        .array();
  }

  private static byte[] withLength(byte[] file, long length) {
    byte[] changed = file.clone();
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    return changed;
  }

  private void assertRefused(byte[] bytes, String message) {
    assertThatExceptionOfType(ArrayFormatException.class)
        .isThrownBy(() -> read(bytes))
        .withMessageStartingWith(folder.resolve("a.safetensors").toString())
        .withMessageContaining(message);
  }

  private Safetensors.Contents read(byte[] bytes) throws IOException {
    return Safetensors.read(Files.write(folder.resolve("a.safetensors"), bytes));
  }

  private static Path reference(String name) {
    return Path.of(
        URI.create(SafetensorsReaderTest.class.getResource("/reference/" + name).toString()));
  }
}
