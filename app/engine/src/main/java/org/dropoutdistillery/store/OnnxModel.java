package org.dropoutdistillery.store;

import java.util.Map;
import org.dropoutdistillery.data.ResponseStandardizer;
import org.dropoutdistillery.data.Standardizer;
import org.dropoutdistillery.nn.Network;

/**
 * A network as ONNX, from the numbers of the data's source ({@code features}) to {@code
 * probabilities}, or to a number ({@code response}) in its unit. Whoever runs it prepares nothing.
 */
final class OnnxModel {
  static final int OPSET = 13;

  // The oldest format that has this opset, so that older runtimes read it, too.
  private static final int IR_VERSION = 7;
  private static final Map<String, Object> TO_FLOAT = Map.of("to", OnnxGraph.FLOAT);
  private static final Map<String, Object> TO_DOUBLE = Map.of("to", OnnxGraph.DOUBLE);
  private static final Map<String, Object> NONE = Map.of();

  private final Network network;
  private final OnnxGraph graph = new OnnxGraph("student");

  private OnnxModel(Network network) {
    this.network = network;
  }

  /**
   * @param standardizer null where features are taken as they are
   * @param responses null where classes are predicted
   * @param program name and version, with a space between
   */
  static byte[] of(
      Network network,
      double divisor,
      Standardizer standardizer,
      ResponseStandardizer responses,
      String program,
      Map<String, String> texts) {
    OnnxModel model = new OnnxModel(network);
    model.write(divisor, standardizer, responses);
    int space = program.lastIndexOf(' ');
    ProtoMessage file =
        new ProtoMessage()
            .number(1, IR_VERSION)
            .text(2, program.substring(0, space))
            .text(3, program.substring(space + 1))
            .message(7, model.graph.message())
            .message(8, new ProtoMessage().text(1, "").number(2, OPSET));
    texts.forEach((name, text) -> file.message(14, new ProtoMessage().text(1, name).text(2, text)));
    return file.bytes();
  }

  private void write(double divisor, Standardizer standardizer, ResponseStandardizer responses) {
    int outputs = network.architecture().outputs();
    String value = graph.input("features", network.architecture().inputs());
    if (divisor != 1) {
      String by = graph.floats("divisor", new int[] {1}, (float) divisor);
      value = graph.node("Div", "divided", NONE, value, by);
    }
    if (standardizer != null) {
      value = standardised(value, standardizer);
    }
    value = new OnnxLayers(graph, network).after(value);
    if (responses == null) {
      graph.node("Softmax", "probabilities", Map.of("axis", -1), value);
      graph.output("probabilities", outputs);
    } else {
      inUnits(value, responses);
      graph.output("response", outputs);
    }
  }

  /** In double, as the engine does: a mean may be large against the scale. */
  private String standardised(String value, Standardizer standardizer) {
    String mean = graph.doubles("standardizer.mean", standardizer.means());
    String scale = graph.doubles("standardizer.scale", standardizer.scales());
    String wide = graph.node("Cast", "features_double", TO_DOUBLE, value);
    String centred = graph.node("Sub", "centred", NONE, wide, mean);
    String scaled = graph.node("Div", "scaled", NONE, centred, scale);
    return graph.node("Cast", "standardised", TO_FLOAT, scaled);
  }

  private void inUnits(String value, ResponseStandardizer responses) {
    String scale = graph.doubles("response.scale", responses.scale());
    String mean = graph.doubles("response.mean", responses.mean());
    String wide = graph.node("Cast", "outputs_double", TO_DOUBLE, value);
    String spread = graph.node("Mul", "spread", NONE, wide, scale);
    String shifted = graph.node("Add", "shifted", NONE, spread, mean);
    graph.node("Cast", "response", TO_FLOAT, shifted);
  }
}
