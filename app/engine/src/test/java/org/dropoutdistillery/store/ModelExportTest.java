package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.data.Standardizer;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RecipeNetworks;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.TinyRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelExportTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  @Test
  void npzHoldsWeightsScalesAndTexts() throws IOException {
    SavedRun run = run("wine");
    Map<String, NpyArray> arrays =
        npz(ModelExport.of(run, ModelExport.Role.TEACHER, ModelExport.Format.NPZ));

    assertThat(arrays.get("layers.0.weight").shape()).containsExactly(8, 13);
    assertThat(TinyRun.bits(WeightArrays.toNetwork(run.teacher().architecture(), arrays, "layers")))
        .isDeepEqualTo(TinyRun.bits(run.teacher()));
    Standardizer standardizer = run.data().loaded().standardizer().orElseThrow();
    assertThat(arrays.get("standardizer.mean").doubles()).isEqualTo(standardizer.means());
    assertThat(arrays.get("standardizer.scale").doubles()).isEqualTo(standardizer.scales());
    assertThat(arrays).doesNotContainKey("response.mean");
    long[] bytes = arrays.get("metadata").longs();
    StringBuilder text = new StringBuilder();
    for (long value : bytes) {
      text.append((char) value);
    }
    JsonNode texts = JSON.readTree(text.toString());
    assertThat(texts.get("network").asText()).isEqualTo("teacher");
    assertThat(texts.get("widths").asText()).isEqualTo("13-8-8-3");
    assertThat(JSON.readTree(texts.get("activations").asText()).toString())
        .isEqualTo("[\"relu\",\"relu\"]");
    assertThat(JSON.readTree(texts.get("classes").asText())).hasSize(3);
    assertThat(JSON.readTree(texts.get("features").asText())).hasSize(13);
    assertThat(RecipeJson.read("export", texts.get("recipe").asText())).isEqualTo(run.recipe());
  }

  @Test
  void safetensorsHoldsTheSame() throws IOException {
    SavedRun run = run("wine");
    byte[] file = ModelExport.of(run, ModelExport.Role.STUDENT, ModelExport.Format.SAFETENSORS);
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) buffer.getLong();
    JsonNode header = JSON.readTree(new String(file, 8, length, StandardCharsets.UTF_8));

    assertThat(header.at("/__metadata__/network").asText()).isEqualTo("student");
    assertThat(header.at("/__metadata__/format").asText()).isEqualTo("pt");
    assertThat(header.at("/__metadata__").findValuesAsText("divisor")).containsExactly("1.0");
    JsonNode mean = header.get("standardizer.mean");
    assertThat(mean.get("dtype").asText()).isEqualTo("F64");
    int offset = 8 + length + mean.at("/data_offsets/0").asInt();
    assertThat(buffer.getDouble(offset))
        .isEqualTo(run.data().loaded().standardizer().orElseThrow().means()[0]);
    assertThat(buffer.getFloat(8 + length + Float.BYTES))
        .as("second value of the first array, [outputs, inputs]")
        .isEqualTo(run.student().weights(0).get(1, 0));
  }

  @Test
  void aNumberToPredictBringsItsScale() throws IOException {
    SavedRun run = run("sine");
    Map<String, NpyArray> arrays =
        npz(ModelExport.of(run, ModelExport.Role.STUDENT, ModelExport.Format.NPZ));

    assertThat(arrays.get("response.mean").doubles())
        .containsExactly(run.data().responses().mean());
    assertThat(arrays.get("response.scale").doubles())
        .containsExactly(run.data().responses().scale());
  }

  @Test
  void theSameRunGivesTheSameBytes() throws IOException {
    for (ModelExport.Format format : ModelExport.Format.values()) {
      assertThat(ModelExport.of(run("wine"), ModelExport.Role.STUDENT, format))
          .isEqualTo(ModelExport.of(run("wine"), ModelExport.Role.STUDENT, format));
    }
  }

  private Map<String, NpyArray> npz(byte[] content) throws IOException {
    return Npz.read(Files.write(folder.resolve("export.npz"), content));
  }

  /** Fresh networks are as good as trained ones here. */
  private SavedRun run(String dataset) throws IOException {
    Recipe recipe =
        TinyRun.recipe(
            "data.dataset",
            dataset,
            "data.standardise",
            "true",
            "student.transferInputs.shift",
            "0");
    RunData data = RunData.load(recipe);
    Network teacher =
        Network.initialised(RecipeNetworks.architecture(recipe.teacher(), data.dataset()), 7);
    return new SavedRun(
        folder,
        recipe,
        recipe.seed(),
        null,
        data,
        RunData.divisor(recipe),
        teacher,
        teacher.copyWithoutDropout(),
        List.of(),
        new RunOrigin(1, 1, null));
  }
}
