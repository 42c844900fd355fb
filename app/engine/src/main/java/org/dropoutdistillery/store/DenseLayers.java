package org.dropoutdistillery.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dropoutdistillery.data.NpyArray;

/**
 * Finds the dense layers in a PyTorch {@code state_dict}, whatever their names: {@code NAME.weight}
 * [outputs, inputs] and, if there is one, {@code NAME.bias} [outputs].
 */
final class DenseLayers {
  private static final String WEIGHT = "weight";
  private static final String BIAS = "bias";
  private static final Set<String> BESIDE_LAYERS =
      Set.of(
          "metadata", "standardizer.mean", "standardizer.scale", "response.mean", "response.scale");

  private final Map<String, NpyArray> arrays;
  private final int inputs;
  private final int outputs;

  private DenseLayers(Map<String, NpyArray> arrays, int inputs, int outputs) {
    this.arrays = arrays;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * Returns the layers from the input on.
   *
   * @param order names of all layers from the input on; empty to find it: by numbers where names
   *     differ in these alone, else as names and shapes allow
   * @param inputs features of the data set
   * @param outputs its classes, or 1
   * @throws IllegalArgumentException naming what is no dense layer, or does not follow on the other
   */
  static List<DenseLayer> of(
      Map<String, NpyArray> arrays, List<String> order, int inputs, int outputs) {
    DenseLayers dense = new DenseLayers(arrays, inputs, outputs);
    List<DenseLayer> layers = dense.inOrderOfFile();
    dense.requireNothingElse(layers);
    dense.requireDifferentNames(layers);
    List<DenseLayer> ordered = order.isEmpty() ? dense.ordered(layers) : named(order, layers);
    dense.requireChain(ordered);
    return ordered;
  }

  private List<DenseLayer> inOrderOfFile() {
    List<DenseLayer> layers = new ArrayList<>();
    arrays.forEach(
        (name, array) -> {
          if (isPart(name, WEIGHT)) {
            layers.add(layer(name, array));
          }
        });
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          "arrays %s, expected some called NAME.weight [outputs, inputs]"
              .formatted(arrays.keySet()));
    }
    return layers;
  }

  private static boolean isPart(String name, String part) {
    return name.equals(part) || name.endsWith("." + part);
  }

  private DenseLayer layer(String weightName, NpyArray weights) {
    int[] shape = weights.shape();
    if (shape.length != 2 || shape[0] == 0 || shape[1] == 0) {
      throw new IllegalArgumentException(
          "array %s has shape %s, expected [outputs, inputs] of a dense layer; %s not read yet"
              .formatted(
                  weightName,
                  Arrays.toString(shape),
                  shape.length > 2 ? "convolutions are" : "normalisation and others are"));
    }
    String name = weightName.substring(0, weightName.length() - WEIGHT.length());
    NpyArray bias = arrays.get(name + BIAS);
    return new DenseLayer(
        name.isEmpty() ? name : name.substring(0, name.length() - 1),
        shape[1],
        shape[0],
        WeightArrays.finiteFloats(weightName, weights),
        bias == null ? new float[shape[0]] : bias(name + BIAS, bias, shape[0]));
  }

  private static float[] bias(String name, NpyArray bias, int outputs) {
    if (!Arrays.equals(bias.shape(), new int[] {outputs})) {
      throw new IllegalArgumentException(
          "array %s has shape %s, expected [%d] as its weights say"
              .formatted(name, Arrays.toString(bias.shape()), outputs));
    }
    return WeightArrays.finiteFloats(name, bias);
  }

  /** What is left out unseen would make another network of it. */
  private void requireNothingElse(List<DenseLayer> layers) {
    Set<String> names = layers.stream().map(DenseLayer::name).collect(Collectors.toSet());
    for (String name : arrays.keySet()) {
      boolean known =
          BESIDE_LAYERS.contains(name)
              || isPart(name, WEIGHT)
              || (isPart(name, BIAS) && names.contains(nameOfLayer(name)));
      if (!known) {
        throw new IllegalArgumentException(
            "array %s %s, expected weights and biases of dense layers alone: NAME.weight, NAME.bias"
                .formatted(name, Arrays.toString(arrays.get(name).shape())));
      }
    }
  }

  private void requireDifferentNames(List<DenseLayer> layers) {
    if (layers.stream().map(DenseLayer::name).distinct().count() < layers.size()) {
      throw new IllegalArgumentException(
          "layers %s, expected each with a name of its own".formatted(layers));
    }
  }

  private static String nameOfLayer(String biasName) {
    return biasName.equals(BIAS)
        ? ""
        : biasName.substring(0, biasName.length() - BIAS.length() - 1);
  }

  private static List<DenseLayer> named(List<String> order, List<DenseLayer> layers) {
    Map<String, DenseLayer> byName =
        layers.stream().collect(Collectors.toMap(DenseLayer::name, layer -> layer));
    if (order.size() != layers.size() || !Set.copyOf(order).equals(byName.keySet())) {
      throw new IllegalArgumentException(
          "layers: %s, expected each of %s once, from the input on".formatted(order, layers));
    }
    return order.stream().map(byName::get).toList();
  }

  private List<DenseLayer> ordered(List<DenseLayer> inFile) {
    List<DenseLayer> byName =
        inFile.stream()
            .sorted(Comparator.comparing(DenseLayer::name, NumberedNames.ORDER))
            .toList();
    if (NumberedNames.differInNumbersOnly(inFile.stream().map(DenseLayer::name).toList())) {
      return byName;
    }
    List<List<DenseLayer>> candidates = Stream.of(inFile, byName).distinct().toList();
    List<List<DenseLayer>> fitting =
        candidates.stream().filter(layers -> problem(layers) == null).toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    throw new IllegalArgumentException(
        "layers %s: names and shapes leave open which follows on which from %d features to %d"
                .formatted(inFile, inputs, outputs)
            + " outputs; name them from the input on (--layers)");
  }

  private void requireChain(List<DenseLayer> layers) {
    String problem = problem(layers);
    if (problem != null) {
      throw new IllegalArgumentException(problem + "; layers found, from the input on: " + layers);
    }
  }

  /** Returns where the layers do not follow on each other; null if they do. */
  private String problem(List<DenseLayer> layers) {
    int width = inputs;
    String before = "the data set has %d features".formatted(inputs);
    for (DenseLayer layer : layers) {
      if (layer.inputs() != width) {
        return "layer %s takes %d values, but %s".formatted(layer, layer.inputs(), before);
      }
      width = layer.outputs();
      before = "layer %s before it gives %d".formatted(layer, width);
    }
    return width == outputs
        ? null
        : "the last layer %s gives %d values, but the data set needs %d"
            .formatted(layers.get(layers.size() - 1), width, outputs);
  }
}
