package org.dropoutdistillery.predict;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Shape;
import org.dropoutdistillery.store.WeightArrays;

/**
 * A network that was trained with PyTorch, and what PyTorch predicted with it; see the README
 * beside the files.
 *
 * @param x the rows [rows, features]; their ids are their positions
 */
public record ReferenceNet(
    String name, Network network, float[] x, Map<String, NpyArray> predictions) {
  /** Two inputs, 11 hidden units: all its 2 048 masks can be enumerated. */
  public static ReferenceNet moons() {
    return read("moons-tiny", .5);
  }

  static ReferenceNet digits() {
    return read("digits-mlp", .5);
  }

  static ReferenceNet cancer() {
    return read("cancer-mlp", .5);
  }

  /** Two convolutional layers and a dense one. */
  static ReferenceNet digitsCnn() {
    return read("digits-cnn", .5);
  }

  static Stream<ReferenceNet> all() {
    return Stream.of(digits(), cancer(), moons(), digitsCnn());
  }

  /** Returns the network of this name with another drop rate than it should have. */
  static ReferenceNet read(String name, double hiddenRate) {
    try {
      Map<String, NpyArray> predictions = arrays(name + ".expected");
      Network network =
          WeightArrays.toNetwork(architecture(name, hiddenRate), renamed(arrays(name)), "lin");
      return new ReferenceNet(name, network, predictions.get("x").floats(), predictions);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static Architecture architecture(String name, double hiddenRate) {
    return switch (name) {
      case "digits-mlp" -> architecture(64, .2, 256, 256, 10, hiddenRate);
      case "cancer-mlp" -> architecture(30, 0, 64, 64, 2, hiddenRate);
      case "moons-tiny" -> architecture(2, 0, 6, 5, 2, hiddenRate);
      case "digits-cnn" -> cnn(hiddenRate);
      default -> throw new IllegalArgumentException("reference net " + name);
    };
  }

  private static Architecture architecture(
      int inputs, double inputRate, int first, int second, int outputs, double hiddenRate) {
    Bernoulli law = new Bernoulli(hiddenRate);
    return new Architecture(
        inputs,
        new Bernoulli(inputRate),
        List.of(new Architecture.Hidden(first, law), new Architecture.Hidden(second, law)),
        outputs);
  }

  private static Architecture cnn(double hiddenRate) {
    Bernoulli quarter = new Bernoulli(hiddenRate / 2);
    return new Architecture(
        new Shape(1, 8, 8),
        MaskLaw.none(),
        List.of(
            new Architecture.Hidden(8, Activation.RELU, quarter, ConvNets.SAME_3_MAX_2),
            new Architecture.Hidden(16, Activation.RELU, quarter, ConvNets.SAME_3_MAX_2),
            new Architecture.Hidden(32, new Bernoulli(hiddenRate))),
        10);
  }

  /** Returns the arrays of the convolutional net under the names that those of others have. */
  private static Map<String, NpyArray> renamed(Map<String, NpyArray> arrays) {
    Map<String, NpyArray> renamed = new HashMap<>();
    arrays.forEach(
        (name, array) -> {
          int layer = List.of("c1", "c2", "f1", "f2").indexOf(name.substring(0, 2));
          renamed.put(layer < 0 ? name : "lin." + layer + name.substring(2), array);
        });
    return renamed;
  }

  /** Returns the arrays of a file among the reference nets. */
  public static Map<String, NpyArray> arrays(String file) throws IOException {
    String resource = "/reference/" + file + ".npz";
    return Npz.read(Path.of(URI.create(ReferenceNet.class.getResource(resource).toString())));
  }

  public int rows() {
    return x.length / width();
  }

  public int width() {
    return network.architecture().inputs();
  }

  public int classes() {
    return network.architecture().outputs();
  }

  /** Returns all rows in their order. */
  public RowSource source() {
    return new RowSource(x, width(), IntStream.range(0, rows()).toArray());
  }

  /** Returns one row in double. */
  public double[] row(int id) {
    double[] row = new double[width()];
    for (int i = 0; i < row.length; i++) {
      row[i] = x[id * row.length + i];
    }
    return row;
  }

  double[] expected(String array) {
    return predictions.get(array).doubles();
  }

  long passes() {
    return predictions.get("passes").longs()[0];
  }

  @Override
  public String toString() {
    return name;
  }
}
