package org.dropoutdistillery.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.data.NpyArray;
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
   * Returns a network with these weights.
   *
   * @throws IllegalArgumentException if an array is missing or has another shape than the
   *     architecture asks for
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
    if (!java.util.Arrays.equals(array.shape(), shape)) {
      throw new IllegalArgumentException(
          "array %s has shape %s, expected %s"
              .formatted(
                  name,
                  java.util.Arrays.toString(array.shape()),
                  java.util.Arrays.toString(shape)));
    }
    return array.floats();
  }

  private static float[] transpose(float[] values, int rows, int columns) {
    float[] transposed = new float[values.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed[j * rows + i] = values[i * columns + j];
      }
    }
    return transposed;
  }
}
