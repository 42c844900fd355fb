package org.dropoutdistillery.store;

import java.util.Map;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Convolution;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Pooling;
import org.dropoutdistillery.nn.Shape;

/**
 * Writes the layers of a network into an ONNX graph, images as [batch, channels, lines, columns].
 */
final class OnnxLayers {
  private static final Map<String, Object> NONE = Map.of();

  private final OnnxGraph graph;
  private final Architecture architecture;
  private final Map<String, NpyArray> arrays;

  OnnxLayers(OnnxGraph graph, Network network) {
    this.graph = graph;
    architecture = network.architecture();
    arrays = WeightArrays.of(network, "layers");
  }

  /**
   * Adds all layers and returns the name of what they give.
   *
   * @param input name of rows [batch, inputs]
   */
  String after(String input) {
    String value = architecture.isDense() ? input : images(input);
    for (int layer = 1; layer <= architecture.layers(); layer++) {
      String name = "layers." + (layer - 1);
      if (architecture.convolution(layer) != null) {
        value = convolved(value, name, layer);
      } else {
        boolean flattens = layer == architecture.convolutions() + 1 && layer > 1;
        value = flattens ? graph.node("Flatten", "flat", Map.of("axis", 1), value) : value;
        value = dense(value, name, layer);
      }
    }
    return value;
  }

  private String images(String input) {
    Shape shape = architecture.input();
    String sizes =
        graph.wholes("images.shape", -1, shape.channels(), shape.height(), shape.width());
    return graph.node("Reshape", "images", NONE, input, sizes);
  }

  private String dense(String value, String name, int layer) {
    String weights = constant(name + ".weight");
    String bias = constant(name + ".bias");
    String sums = graph.node("Gemm", name + ".sums", Map.of("transB", 1), value, weights, bias);
    return layer < architecture.layers() ? activated(sums, name, layer) : sums;
  }

  private String convolved(String value, String name, int layer) {
    Convolution convolution = architecture.convolution(layer);
    int margin = convolution.margin();
    Map<String, Object> window =
        Map.of(
            "kernel_shape",
            square(convolution.kernel()),
            "strides",
            square(convolution.stride()),
            "pads",
            new int[] {margin, margin, margin, margin});
    String weights = constant(name + ".weight");
    String sums =
        convolution.normalised()
            ? normalised(graph.node("Conv", name + ".sums", window, value, weights), name)
            : graph.node("Conv", name + ".sums", window, value, weights, constant(name + ".bias"));
    return pooled(activated(sums, name, layer), name, convolution.pooling());
  }

  private String normalised(String sums, String name) {
    String norm = name + ".norm";
    return graph.node(
        "BatchNormalization",
        norm,
        NONE,
        sums,
        constant(norm + ".weight"),
        constant(norm + ".bias"),
        constant(norm + ".running_mean"),
        constant(norm + ".running_var"));
  }

  private String pooled(String value, String name, Pooling pooling) {
    if (pooling == null) {
      return value;
    }
    String result = name + ".pooled";
    if (pooling.kind() == Pooling.Kind.GLOBAL_AVERAGE) {
      return graph.node("GlobalAveragePool", result, NONE, value);
    }
    Map<String, Object> window =
        Map.of("kernel_shape", square(pooling.size()), "strides", square(pooling.stride()));
    return graph.node(
        pooling.kind() == Pooling.Kind.MAX ? "MaxPool" : "AveragePool", result, window, value);
  }

  private static int[] square(int side) {
    return new int[] {side, side};
  }

  private String constant(String name) {
    NpyArray array = arrays.get(name);
    return graph.floats(name, array.shape(), array.floats());
  }

  private String activated(String sums, String name, int layer) {
    Activation activation = architecture.activation(layer);
    return switch (activation) {
      case RELU -> graph.node("Relu", name + ".outputs", NONE, sums);
      case TANH -> graph.node("Tanh", name + ".outputs", NONE, sums);
      case IDENTITY -> sums;
    };
  }
}
