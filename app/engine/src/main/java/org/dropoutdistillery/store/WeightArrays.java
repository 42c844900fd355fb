package org.dropoutdistillery.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.tensor.Matrix;

/**
 * The weights of a network as named arrays, in the form of a PyTorch {@code state_dict}: {@code
 * PREFIX.0.weight} [outputs, inputs], {@code PREFIX.0.bias} [outputs], {@code PREFIX.1.weight}, ….
 */
public final class WeightArrays {
  private WeightArrays() {}

  /** Returns copies of all parameters, in order. */
  public static Map<String, NpyArray> of(Network network, String prefix) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (int layer = 0; layer < network.architecture().layers(); layer++) {
      Matrix weights = network.weights(layer);
      float[] transposed = transpose(weights.toArray(), weights.rows(), weights.columns());
      arrays.put(
          weightName(prefix, layer),
          NpyArray.ofFloats(new int[] {weights.columns(), weights.rows()}, transposed));
      arrays.put(
          biasName(prefix, layer),
          NpyArray.ofFloats(new int[] {weights.columns()}, network.bias(layer).toArray()));
    }
    return arrays;
  }

  /**
   * Reads a network from an NPZ file, whatever its names have for a prefix.
   *
   * @throws ModelFormatException if the file lacks an array, or one does not fit the architecture
   * @throws org.dropoutdistillery.data.ArrayFormatException if the file is damaged
   * @throws IOException if it cannot be read
   */
  public static Network read(Path file, Architecture architecture) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(file + ": no such file, expected the weights of a network");
    }
    Map<String, NpyArray> arrays = Npz.read(file);
    try {
      return toNetwork(architecture, arrays, prefix(arrays.keySet()));
    } catch (IllegalArgumentException wrong) {
      throw new ModelFormatException(
          file,
          "%s, for a network with the widths %s as in the recipe"
              .formatted(wrong.getMessage(), architecture.widths()));
    }
  }

  /** Returns what stands before the number of a layer: ours is {@code layers}. */
  private static String prefix(Set<String> names) {
    String first = weightName("", 0);
    List<String> candidates = names.stream().filter(name -> name.endsWith(first)).toList();
    if (candidates.size() != 1) {
      throw new IllegalArgumentException(
          "arrays %s, expected one whose name ends in %s".formatted(names, first));
    }
    String name = candidates.get(0);
    return name.substring(0, name.length() - first.length());
  }

  /**
   * Returns a network with these weights.
   *
   * @throws IllegalArgumentException if an array is missing or too many, has another shape than the
   *     architecture asks for, or holds anything but finite floats
   */
  public static Network toNetwork(
      Architecture architecture, Map<String, NpyArray> arrays, String prefix) {
    List<Matrix> parameters = new ArrayList<>();
    for (int layer = 0; layer < architecture.layers(); layer++) {
      int inputs = architecture.width(layer);
      int outputs = architecture.width(layer + 1);
      float[] weights = floats(arrays, weightName(prefix, layer), outputs, inputs);
      parameters.add(Matrix.of(inputs, outputs, transpose(weights, outputs, inputs)));
      parameters.add(Matrix.of(1, outputs, floats(arrays, biasName(prefix, layer), outputs)));
    }
    String more = weightName(prefix, architecture.layers());
    if (arrays.containsKey(more)) {
      throw new IllegalArgumentException(
          "array %s, expected %d layers".formatted(more, architecture.layers()));
    }
    return new Network(architecture, parameters);
  }

  private static String weightName(String prefix, int layer) {
    return prefix + "." + layer + ".weight";
  }

  private static String biasName(String prefix, int layer) {
    return prefix + "." + layer + ".bias";
  }

  private static float[] floats(Map<String, NpyArray> arrays, String name, int... shape) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("array " + name + " is missing, found " + arrays.keySet());
    }
    if (!Arrays.equals(array.shape(), shape)) {
      throw new IllegalArgumentException(
          "array %s has shape %s, expected %s"
              .formatted(name, Arrays.toString(array.shape()), Arrays.toString(shape)));
    }
    return finiteFloats(name, array);
  }

  /**
   * Returns the values of an array in single precision.
   *
   * @throws IllegalArgumentException if they are whole numbers by their type, or not finite
   */
  static float[] finiteFloats(String name, NpyArray array) {
    if (array.isOfIntegers()) {
      throw new IllegalArgumentException(
          "array %s has type %s, expected floats".formatted(name, array.type().code()));
    }
    double[] values = array.doubles();
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
      if (!Float.isFinite(floats[i])) {
        throw new IllegalArgumentException(
            "array %s holds %s as its value %d (counted from 0), expected finite 32-bit floats"
                .formatted(name, values[i], i));
      }
    }
    return floats;
  }

  static float[] transpose(float[] values, int rows, int columns) {
    float[] transposed = new float[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j * rows + i] = values[i * columns + j];
      }
    }
    return transposed;
  }
}
