package org.dropoutdistillery.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SafetensorsTest {
  /** What a reader of the format sees. */
  private record Content(JsonNode header, byte[] values) {
    static Content of(byte[] file) throws IOException {
      long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
      assertThat(length % 8).isZero();
      int end = 8 + (int) length;
      return new Content(
          new JsonMapper().readTree(file, 8, (int) length),
          Arrays.copyOfRange(file, end, file.length));
    }
  }

  @Test
  void saysOfAnotherProgramsWeightsWhatThatProgramSays() throws Exception {
    Content expected = Content.of(Files.readAllBytes(reference("moons-tiny.safetensors")));

    Content ours = Content.of(write(Npz.read(reference("moons-tiny.npz")), Map.of()));

    assertThat(ours.header()).isEqualTo(expected.header());
    assertThat(ours.header().fieldNames())
        .toIterable()
        .containsExactlyElementsOf(() -> expected.header().fieldNames());
    assertThat(ours.values()).isEqualTo(expected.values());
  }

  @Test
  void writesEveryTypeWithoutGaps() throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("bytes", NpyArray.ofBytes((byte) 7, (byte) -1, (byte) 0));
    arrays.put("doubles", NpyArray.ofDoubles(new int[] {2, 1}, 0.5, -1));
    arrays.put("longs", NpyArray.ofLongs(new int[] {}, 3));
    Content content = Content.of(write(arrays, Map.of("who", "Größe \"x\"")));

    assertThat(content.header().at("/__metadata__/who").asText()).isEqualTo("Größe \"x\"");
    assertThat(content.header().get("bytes").toString())
        .isEqualTo("{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}");
    assertThat(content.header().get("doubles").toString())
        .isEqualTo("{\"dtype\":\"F64\",\"shape\":[2,1],\"data_offsets\":[3,19]}");
    assertThat(content.header().get("longs").toString())
        .isEqualTo("{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[19,27]}");
    ByteBuffer values = ByteBuffer.wrap(content.values()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(values.remaining()).isEqualTo(27);
    assertThat(values.get(0)).isEqualTo((byte) 7);
    assertThat(values.getDouble(11)).isEqualTo(-1);
    assertThat(values.getLong(19)).isEqualTo(3);
  }

  @Test
  void theSameArraysGiveTheSameBytes() throws IOException {
    Map<String, NpyArray> arrays = Map.of("a", NpyArray.ofFloats(new int[] {1}, 1));

    assertThat(write(arrays, Map.of("k", "v"))).isEqualTo(write(arrays, Map.of("k", "v")));
  }

  private static byte[] write(Map<String, NpyArray> arrays, Map<String, String> metadata)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Safetensors.write(out, arrays, metadata);
    return out.toByteArray();
  }

  private static Path reference(String name) throws URISyntaxException {
    URI file = SafetensorsTest.class.getResource("/reference/" + name).toURI();
    return Path.of(file);
  }
}
