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
import org.dropoutdistillery.nn.Convolution;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Normalisation;
import org.dropoutdistillery.tensor.Matrix;

/**
 * The weights of a network as named arrays, in the form of a PyTorch {@code state_dict}: {@code
 * PREFIX.0.weight} [outputs, inputs], or of a convolution [maps, channels, lines, columns]; {@code
 * PREFIX.0.bias} [outputs]; {@code PREFIX.1.weight}, …. A layer that is normalised has no bias of
 * its own, but {@code PREFIX.0.norm.weight}, {@code .bias}, {@code .running_mean} and {@code
 * .running_var} [maps]. A dense layer above an image takes its values channel by channel.
 */
public final class WeightArrays {
  private WeightArrays() {}

  /** Returns copies of all parameters, in order. */
  public static Map<String, NpyArray> of(Network network, String prefix) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    for (int layer = 0; layer < network.architecture().layers(); layer++) {
      float[] weights =
          ChannelOrder.of(network.architecture(), layer + 1)
              .toTheirs(network.weights(layer).toArray());
      int[] shape = weightShape(network.architecture(), layer + 1);
      arrays.put(weightName(prefix, layer), NpyArray.ofFloats(shape, weights));
      vectors(network, prefix, layer).forEach((name, vector) -> arrays.put(name, floats(vector)));
    }
    return arrays;
  }

  /** Returns the parameters of a layer, from 0, that have a number for each of its units. */
  private static Map<String, Matrix> vectors(Network network, String prefix, int layer) {
    Normalisation normalisation = network.normalisation(layer);
    Map<String, Matrix> vectors = new LinkedHashMap<>();
    if (normalisation == null) {
      vectors.put(biasName(prefix, layer), network.bias(layer));
    } else {
      String norm = normName(prefix, layer);
      vectors.put(norm + ".weight", normalisation.scale());
      vectors.put(norm + ".bias", network.bias(layer));
      vectors.put(norm + ".running_mean", normalisation.mean());
      vectors.put(norm + ".running_var", normalisation.variance());
    }
    return vectors;
  }

  private static NpyArray floats(Matrix vector) {
    return NpyArray.ofFloats(new int[] {vector.columns()}, vector.toArray());
  }

  /** Returns the shape of a layer's weights in PyTorch. */
  static int[] weightShape(Architecture architecture, int layer) {
    Convolution convolution = architecture.convolution(layer);
    int units = architecture.units(layer);
    return convolution == null
        ? new int[] {units, architecture.weightRows(layer)}
        : new int[] {
          units,
          architecture.shape(layer - 1).channels(),
          convolution.kernel(),
          convolution.kernel()
        };
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
    List<Matrix> normalisations = new ArrayList<>();
    for (int layer = 0; layer < architecture.layers(); layer++) {
      int units = architecture.units(layer + 1);
      int[] shape = weightShape(architecture, layer + 1);
      float[] weights = floats(arrays, weightName(prefix, layer), shape);
      parameters.add(
          Matrix.of(
              architecture.weightRows(layer + 1),
              units,
              ChannelOrder.of(architecture, layer + 1).toOurs(weights)));
      if (architecture.isNormalised(layer + 1)) {
        String norm = normName(prefix, layer);
        parameters.add(vector(arrays, norm + ".bias", units));
        normalisations.add(vector(arrays, norm + ".weight", units));
        normalisations.add(vector(arrays, norm + ".running_mean", units));
        normalisations.add(variance(arrays, norm + ".running_var", units));
      } else {
        parameters.add(vector(arrays, biasName(prefix, layer), units));
      }
    }
    String more = weightName(prefix, architecture.layers());
    if (arrays.containsKey(more)) {
      throw new IllegalArgumentException(
          "array %s, expected %d layers".formatted(more, architecture.layers()));
    }
    parameters.addAll(normalisations);
    return new Network(architecture, parameters);
  }

  private static Matrix vector(Map<String, NpyArray> arrays, String name, int units) {
    return Matrix.of(1, units, floats(arrays, name, units));
  }

  private static Matrix variance(Map<String, NpyArray> arrays, String name, int units) {
    Matrix variance = vector(arrays, name, units);
    for (float value : variance.toArray()) {
      if (value < 0) {
        throw new IllegalArgumentException(
            "array %s holds %s, expected variances from 0 up".formatted(name, value));
      }
    }
    return variance;
  }

  private static String weightName(String prefix, int layer) {
    return prefix + "." + layer + ".weight";
  }

  private static String normName(String prefix, int layer) {
    return prefix + "." + layer + ".norm";
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
}
