package org.dropoutdistillery.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dropoutdistillery.data.NpyArray;

/**
 * The layers of a PyTorch {@code state_dict} in the order of its names, whatever these are. Dense:
 * {@code NAME.weight} [outputs, inputs]; convolutional: {@code NAME.weight} [maps, channels, lines,
 * columns]; each with {@code NAME.bias} [outputs] if there is one. Batch normalisation: {@code
 * NAME.running_mean}, {@code .running_var} and, unless it learns none, {@code .weight} and {@code
 * .bias}, all [maps].
 */
final class StateDictLayers {
  private static final Set<String> BESIDE_LAYERS =
      Set.of(
          "metadata", "standardizer.mean", "standardizer.scale", "response.mean", "response.scale");
  private static final String WEIGHT = "weight";
  private static final String BIAS = "bias";
  private static final String MEAN = "running_mean";
  private static final String VARIANCE = "running_var";
  private static final String COUNT = "num_batches_tracked";

  private final Map<String, NpyArray> arrays;
  private final Set<String> taken = new LinkedHashSet<>(BESIDE_LAYERS);
  private final List<OutsideLayer> layers = new ArrayList<>();
  private final List<OutsideNorm> norms = new ArrayList<>();

  /**
   * @throws IllegalArgumentException naming what is no part of such a layer
   */
  StateDictLayers(Map<String, NpyArray> arrays) {
    this.arrays = arrays;
    arrays.keySet().stream().filter(name -> isPart(name, MEAN)).forEach(this::addNorm);
    arrays.keySet().stream()
        .filter(name -> isPart(name, WEIGHT) && !taken.contains(name))
        .forEach(this::addLayer);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          "arrays %s, expected some called NAME.weight [outputs, inputs]"
              .formatted(arrays.keySet()));
    }
    requireNothingElse();
    if (layers.stream().map(OutsideLayer::name).distinct().count() < layers.size()) {
      throw new IllegalArgumentException(
          "layers %s, expected each with a name of its own".formatted(layers));
    }
  }

  List<OutsideLayer> layers() {
    return layers;
  }

  List<OutsideNorm> norms() {
    return norms;
  }

  private static boolean isPart(String name, String part) {
    return name.equals(part) || name.endsWith("." + part);
  }

  private static String prefix(String name, String part) {
    return name.substring(0, name.length() - part.length());
  }

  private static String withoutDot(String prefix) {
    return prefix.isEmpty() ? prefix : prefix.substring(0, prefix.length() - 1);
  }

  private void addLayer(String weightName) {
    NpyArray weights = arrays.get(weightName);
    int[] shape = weights.shape();
    boolean dense = shape.length == 2;
    if ((!dense && shape.length != 4) || Arrays.stream(shape).anyMatch(size -> size == 0)) {
      throw new IllegalArgumentException(
          "array %s has shape %s, expected [outputs, inputs] of a dense layer or [maps, channels,"
                  .formatted(weightName, Arrays.toString(shape))
              + " lines, columns] of a convolution; others are not read");
    }
    if (!dense && shape[2] != shape[3]) {
      throw new IllegalArgumentException(
          "array %s has shape %s, expected a convolution with a square window"
              .formatted(weightName, Arrays.toString(shape)));
    }
    taken.add(weightName);
    String prefix = prefix(weightName, WEIGHT);
    layers.add(
        new OutsideLayer(
            withoutDot(prefix),
            shape,
            WeightArrays.finiteFloats(weightName, weights),
            vector(prefix + BIAS, shape[0], 0)));
  }

  private void addNorm(String meanName) {
    String prefix = prefix(meanName, MEAN);
    int[] shape = arrays.get(meanName).shape();
    if (shape.length != 1) {
      throw new IllegalArgumentException(
          "array %s has shape %s, expected [maps]".formatted(meanName, Arrays.toString(shape)));
    }
    int maps = shape[0];
    float[] variance = vector(prefix + VARIANCE, maps, Float.NaN);
    for (float value : variance) {
      if (!(value >= 0)) {
        throw new IllegalArgumentException(
            "array %s: %s, expected [%d] variances from 0 up"
                .formatted(prefix + VARIANCE, Float.isNaN(value) ? "missing" : value, maps));
      }
    }
    norms.add(
        new OutsideNorm(
            withoutDot(prefix),
            vector(prefix + WEIGHT, maps, 1),
            vector(prefix + BIAS, maps, 0),
            vector(meanName, maps, 0),
            variance));
    taken.add(prefix + COUNT);
  }

  /**
   * @param missing value of all numbers where there is no such array
   */
  private float[] vector(String name, int length, float missing) {
    NpyArray array = arrays.get(name);
    if (array == null) {
      float[] all = new float[length];
      Arrays.fill(all, missing);
      return all;
    }
    if (!Arrays.equals(array.shape(), new int[] {length})) {
      throw new IllegalArgumentException(
          "array %s has shape %s, expected [%d] as its layer says"
              .formatted(name, Arrays.toString(array.shape()), length));
    }
    taken.add(name);
    return WeightArrays.finiteFloats(name, array);
  }

  /** What is left out unseen would make another network of it. */
  private void requireNothingElse() {
    for (String name : arrays.keySet()) {
      if (!taken.contains(name)) {
        throw new IllegalArgumentException(
            "array %s %s, expected weights and biases of dense and convolutional layers alone, and"
                    .formatted(name, Arrays.toString(arrays.get(name).shape()))
                + " batch normalisation with its running_mean and running_var");
      }
    }
  }
}
