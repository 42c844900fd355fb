package org.dropoutdistillery.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.data.ResponseStandardizer;
import org.dropoutdistillery.data.Responses;
import org.dropoutdistillery.data.Safetensors;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.RecipeJson;

/**
 * One network for other programs: its weights as {@link WeightArrays} names them, {@code
 * standardizer.mean} and {@code standardizer.scale} [features] where features are standardised,
 * {@code response.mean} and {@code response.scale} [1] where numbers are predicted, all in double
 * but the weights; and texts about it. Or, as ONNX, a program that predicts.
 */
public final class ModelExport {
  /** The formats that can be written; a file's name ends like one. */
  public enum Format {
    /** NumPy's; the texts as JSON in the bytes of the array {@code metadata}. */
    NPZ,
    /** Hugging Face's; the texts in its metadata. */
    SAFETENSORS,
    /** ONNX, opset 13: the whole way from the source's numbers; the texts in its metadata. */
    ONNX
  }

  /** The networks of a run. */
  public enum Role {
    STUDENT,
    TEACHER;

    /**
     * Returns the network that has this role in a run.
     *
     * @throws FileNotFoundException if it is the student and there is none
     */
    public Network of(SavedRun run) throws FileNotFoundException {
      return this == STUDENT ? run.requireStudent() : run.teacher();
    }
  }

  private static final JsonMapper MAPPER = new JsonMapper();

  private ModelExport() {}

  /**
   * Returns the content of the file. The same run always gives the same bytes.
   *
   * @throws FileNotFoundException if the student is asked for and there is none
   */
  public static byte[] of(SavedRun run, Role role, Format format) throws FileNotFoundException {
    Network network = role.of(run);
    Map<String, String> texts = texts(run, role, network);
    if (format == Format.ONNX) {
      return OnnxModel.of(
          network,
          run.divisor(),
          run.data().loaded().standardizer().orElse(null),
          run.data().responses(),
          Environment.PROGRAM,
          texts);
    }
    return withArrays(format, arrays(run, network), texts);
  }

  private static byte[] withArrays(
      Format format, Map<String, NpyArray> arrays, Map<String, String> texts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (format == Format.SAFETENSORS) {
        Safetensors.write(bytes, arrays, texts);
      } else {
        arrays.put("metadata", NpyArray.ofBytes(json(texts).getBytes(StandardCharsets.UTF_8)));
        Npz.write(bytes, arrays);
      }
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }

  private static Map<String, NpyArray> arrays(SavedRun run, Network network) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>(WeightArrays.of(network, "layers"));
    run.data()
        .loaded()
        .standardizer()
        .ifPresent(
            fitted -> {
              arrays.put("standardizer.mean", doubles(fitted.means()));
              arrays.put("standardizer.scale", doubles(fitted.scales()));
            });
    ResponseStandardizer responses = run.data().responses();
    if (responses != null) {
      arrays.put("response.mean", doubles(responses.mean()));
      arrays.put("response.scale", doubles(responses.scale()));
    }
    return arrays;
  }

  private static NpyArray doubles(double... values) {
    return NpyArray.ofDoubles(new int[] {values.length}, values);
  }

  private static Map<String, String> texts(SavedRun run, Role role, Network network) {
    Dataset dataset = run.data().dataset();
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("format", "pt");
    texts.put("network", role.name().toLowerCase(Locale.ROOT));
    texts.put("widths", network.architecture().widths());
    texts.put(
        "activations",
        json(
            network.architecture().hidden().stream()
                .map(layer -> layer.activation().name().toLowerCase(Locale.ROOT))
                .toList()));
    texts.put("divisor", Double.toString(run.divisor()));
    texts.put("features", json(dataset.featureNames()));
    if (dataset.targets() instanceof Responses responses) {
      texts.put("response", responses.name());
    } else {
      texts.put("classes", json(dataset.classNames()));
    }
    texts.put("program", Environment.PROGRAM);
    texts.put("recipe", RecipeJson.toTree(run.recipe()).toString());
    return texts;
  }

  private static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
