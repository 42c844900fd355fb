package org.dropoutdistillery.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;

/** A graph of ONNX that is being written. Numbers of fields are those of onnx.proto. */
final class OnnxGraph {
  /** Element types of tensors. */
  static final int FLOAT = 1;

  static final int DOUBLE = 11;

  private static final int WHOLE = 7;
  private static final int INT_ATTRIBUTE = 2;
  private static final int INTS_ATTRIBUTE = 7;
  private static final String BATCH = "batch";

  private final ProtoMessage graph = new ProtoMessage();
  private int nodes;

  OnnxGraph(String name) {
    graph.text(2, name);
  }

  ProtoMessage message() {
    return graph;
  }

  /**
   * Adds an operation and returns the name of what it gives, {@code result}.
   *
   * @param attributes each an {@code Integer} or an {@code int[]}
   */
  String node(String operation, String result, Map<String, Object> attributes, String... inputs) {
    ProtoMessage node = new ProtoMessage();
    for (String input : inputs) {
      node.text(1, input);
    }
    node.text(2, result).text(3, operation.toLowerCase(Locale.ROOT) + "_" + nodes++);
    node.text(4, operation);
    attributes.forEach((name, value) -> node.message(5, attribute(name, value)));
    graph.message(1, node);
    return result;
  }

  private static ProtoMessage attribute(String name, Object value) {
    ProtoMessage attribute = new ProtoMessage().text(1, name);
    if (value instanceof Integer number) {
      return attribute.number(3, number).number(20, INT_ATTRIBUTE);
    }
    for (int number : (int[]) value) {
      attribute.number(8, number);
    }
    return attribute.number(20, INTS_ATTRIBUTE);
  }

  /** Adds constant floats and returns their name. */
  String floats(String name, int[] shape, float... values) {
    ByteBuffer bytes = littleEndian(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return constant(name, FLOAT, shape, bytes);
  }

  /** Adds constant doubles and returns their name. */
  String doubles(String name, double... values) {
    ByteBuffer bytes = littleEndian(values.length * Double.BYTES);
    bytes.asDoubleBuffer().put(values);
    return constant(name, DOUBLE, new int[] {values.length}, bytes);
  }

  /** Adds constant whole numbers and returns their name. */
  String wholes(String name, long... values) {
    ByteBuffer bytes = littleEndian(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return constant(name, WHOLE, new int[] {values.length}, bytes);
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private String constant(String name, int type, int[] shape, ByteBuffer values) {
    ProtoMessage tensor = new ProtoMessage();
    for (int dimension : shape) {
      tensor.number(1, dimension);
    }
    byte[] raw = new byte[values.remaining()];
    values.get(raw);
    graph.message(5, tensor.number(2, type).text(8, name).data(9, raw));
    return name;
  }

  /** Says that floats [batch, width] come in under this name. */
  String input(String name, int width) {
    graph.message(11, rows(name, width));
    return name;
  }

  /** Says that floats [batch, width] go out under this name. */
  void output(String name, int width) {
    graph.message(12, rows(name, width));
  }

  private static ProtoMessage rows(String name, int width) {
    ProtoMessage shape =
        new ProtoMessage()
            .message(1, new ProtoMessage().text(2, BATCH))
            .message(1, new ProtoMessage().number(1, width));
    ProtoMessage tensor = new ProtoMessage().number(1, FLOAT).message(2, shape);
    return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
  }
}
