package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Normalisation;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeNetworks;
import org.dropoutdistillery.run.RowPredictor;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.TinyRun;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What ONNX Runtime makes of an exported network, against what the program predicts. */
class OnnxExportTest {
  private static final OrtEnvironment RUNTIME = OrtEnvironment.getEnvironment();

  @ParameterizedTest
  @CsvSource({
    "digits, false, relu, tanh",
    "digits, true, tanh, identity",
    "wine, true, relu, relu",
    "wine, false, identity, tanh",
    "cancer, true, tanh, relu",
    "iris, false, relu, identity",
    "moons, true, identity, identity",
  })
  void probabilitiesAreTheProgramsForRawRows(
      String dataset, boolean standardise, String first, String second) throws Exception {
    for (ModelExport.Role role : ModelExport.Role.values()) {
      SavedRun run = run(dataset, standardise, first, second);
      Dataset raw = run.data().loaded().dataset();
      float[][] rows = rows(run, 300);
      double[] expected = expected(run, role.of(run), raw, rows.length);
      float[][] found = predict(run, role, "probabilities", rows);

      for (int i = 0; i < rows.length; i++) {
        for (int k = 0; k < raw.classes(); k++) {
          assertThat((double) found[i][k])
              .as("row %d, class %d", i, k)
              .isCloseTo(expected[i * raw.classes() + k], within(1e-5));
        }
      }
      assertThat(Arrays.stream(expected).max().orElseThrow() - 1.0 / raw.classes())
          .as("something is predicted")
          .isGreaterThan(.1);
    }
  }

  static Stream<String> convolutions() {
    return Stream.of(
        conv(3, 3, 1, "same", false, "relu", pool("max", 2, 2)),
        conv(3, 3, 1, "same", true, "relu", pool("max", 3, 1)),
        conv(4, 5, 1, "valid", false, "tanh", pool("average", 2, 2)),
        conv(4, 2, 1, "valid", true, "tanh", pool("average", 3, 2)),
        conv(5, 3, 2, "same", false, "identity", "null"),
        conv(5, 3, 3, "valid", true, "relu", "null"),
        conv(6, 1, 1, "same", true, "identity", GLOBAL),
        conv(6, 8, 1, "valid", false, "relu", "null"),
        conv(3, 3, 1, "same", true, "relu", pool("max", 2, 2))
            + ", "
            + conv(5, 3, 1, "same", false, "tanh", pool("average", 2, 1)),
        conv(3, 3, 1, "valid", false, "relu", "null")
            + ", "
            + conv(5, 3, 2, "same", true, "relu", GLOBAL));
  }

  private static final String GLOBAL =
      "{\"kind\": \"global_average\", \"size\": null, \"stride\": null}";

  private static String pool(String kind, int size, int stride) {
    return "{\"kind\": \"%s\", \"size\": %d, \"stride\": %d}".formatted(kind, size, stride);
  }

  private static String conv(
      int channels,
      int kernel,
      int stride,
      String padding,
      boolean norm,
      String activation,
      String pool) {
    return """
        {"channels": %d, "kernel": %d, "stride": %d, "padding": "%s", "batchNorm": %s,
         "activation": "%s", "pool": %s, "dropRate": 0.25, "masks": "element", "blockSize": null}"""
        .formatted(channels, kernel, stride, padding, norm, activation, pool);
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void imagesGoThroughEveryKindOfLayer(String layers) throws Exception {
    String dense = "{\"units\": 7, \"activation\": \"relu\", \"dropRate\": 0.5}";
    for (String above : List.of("", ", " + dense)) {
      SavedRun run =
          run(
              TinyRun.recipe(
                  "teacher.layers", "[" + layers + above + "]", "data.standardise", "true"));
      Dataset raw = run.data().loaded().dataset();
      float[][] rows = rows(run, 100);
      double[] expected = expected(run, run.teacher(), raw, rows.length);
      float[][] found = predict(run, ModelExport.Role.TEACHER, "probabilities", rows);
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) found[i / 10][i % 10])
            .as("row %d, class %d", i / 10, i % 10)
            .isCloseTo(expected[i], within(1e-5));
      }
      assertThat(Arrays.stream(expected).max().orElseThrow()).isGreaterThan(.2);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, relu, tanh", "false, tanh, identity"})
  void numbersAreInTheUnitOfTheResponse(boolean standardise, String first, String second)
      throws Exception {
    SavedRun run = run("sine", standardise, first, second);
    float[][] rows = rows(run, 200);
    double[] expected = expected(run, run.student(), run.data().loaded().dataset(), rows.length);
    float[][] found = predict(run, ModelExport.Role.STUDENT, "response", rows);

    for (int i = 0; i < rows.length; i++) {
      assertThat((double) found[i][0]).isCloseTo(expected[i], within(1e-5));
    }
  }

  @Test
  void batchIsFreeAndTextsSayWhatIsPredicted() throws Exception {
    SavedRun run = run("wine", true, "relu", "relu");
    try (OrtSession session = session(run, ModelExport.Role.STUDENT)) {
      NodeInfo input = session.getInputInfo().get("features");
      assertThat(((TensorInfo) input.getInfo()).getShape()).containsExactly(-1, 13);
      NodeInfo output = session.getOutputInfo().get("probabilities");
      assertThat(((TensorInfo) output.getInfo()).getShape()).containsExactly(-1, 3);
      assertThat(session.getMetadata().getProducerName()).isEqualTo("Dropout Distillery");
      Map<String, String> texts = session.getMetadata().getCustomMetadata();
      JsonMapper json = new JsonMapper();
      assertThat(json.readTree(texts.get("features"))).hasSize(13);
      assertThat(json.readTree(texts.get("classes"))).hasSize(3);
      assertThat(json.readTree(texts.get("recipe")).get("name").asText()).isEqualTo("digits");
      assertThat(texts.get("program")).isEqualTo(Environment.PROGRAM);
    }
    assertThat(predict(run, ModelExport.Role.STUDENT, "probabilities", rows(run, 1)))
        .hasNumberOfRows(1);
  }

  private static OrtSession session(SavedRun run, ModelExport.Role role)
      throws IOException, OrtException {
    return RUNTIME.createSession(ModelExport.of(run, role, ModelExport.Format.ONNX));
  }

  private static float[][] predict(
      SavedRun run, ModelExport.Role role, String output, float[][] rows) throws Exception {
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
    }
    long[] shape = {rows.length, rows[0].length};
    try (OrtSession session = session(run, role);
        OnnxTensor tensor = OnnxTensor.createTensor(RUNTIME, FloatBuffer.wrap(flat), shape);
        OrtSession.Result result = session.run(Map.of("features", tensor))) {
      return (float[][]) result.get(output).orElseThrow().getValue();
    }
  }

  private static double[] expected(SavedRun run, Network network, Dataset raw, int rows) {
    float[] values = Arrays.copyOf(raw.values(), rows * raw.features());
    try (Workers workers = new Workers(1)) {
      return new RowPredictor(run.recipe(), run.data(), values, workers).once(network).values();
    }
  }

  /** Returns rows in the unit of the source. */
  private static float[][] rows(SavedRun run, int most) {
    Dataset raw = run.data().loaded().dataset();
    int features = raw.features();
    int count = Math.min(most, raw.values().length / features);
    float[][] rows = new float[count][features];
    for (int i = 0; i < count * features; i++) {
      rows[i / features][i % features] = (float) (raw.values()[i] * run.divisor());
    }
    return rows;
  }

  private static SavedRun run(String dataset, boolean standardise, String first, String second)
      throws IOException {
    Recipe recipe =
        TinyRun.recipe(
            "data.dataset",
            dataset,
            "data.standardise",
            Boolean.toString(standardise),
            "teacher.layers[0].activation",
            first,
            "teacher.layers[1].activation",
            second,
            "student.transferInputs.shift",
            "0");
    return run(recipe);
  }

  private static SavedRun run(Recipe recipe) throws IOException {
    RunData data = RunData.load(recipe);
    Network teacher =
        Network.initialised(RecipeNetworks.architecture(recipe.teacher(), data.dataset()), 7);
    spoilNormalisation(teacher);
    return new SavedRun(
        Path.of("nowhere"),
        recipe,
        recipe.seed(),
        null,
        data,
        RunData.divisor(recipe),
        teacher,
        Network.initialised(teacher.architecture().withoutDropout(), 8),
        List.of(),
        new RunOrigin(1, 1, null));
  }

  /** Gives every parameter of normalised layers a value of its own, and biases too. */
  private static void spoilNormalisation(Network network) {
    for (int layer = 0; layer < network.architecture().convolutions(); layer++) {
      Normalisation normalisation = network.normalisation(layer);
      for (int map = 0; map < network.architecture().units(layer + 1); map++) {
        network.bias(layer).set(0, map, .1f * map - .2f);
        if (normalisation != null) {
          normalisation.scale().set(0, map, 1.5f - .3f * map);
          normalisation.mean().set(0, map, .2f * map - .3f);
          normalisation.variance().set(0, map, .5f + .4f * map);
        }
      }
    }
  }
}
