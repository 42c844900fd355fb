package org.dropoutdistillery.bench;

import java.util.List;
import java.util.stream.IntStream;
import org.dropoutdistillery.data.ClassLabels;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Convolution;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Pooling;
import org.dropoutdistillery.nn.Shape;
import org.dropoutdistillery.predict.RowSource;
import org.dropoutdistillery.random.Stream;

/**
 * A network to measure, with rows to show it.
 *
 * @param batchRows rows of a training step
 */
public record BenchNet(int batchRows, Architecture architecture) {
  /** Large enough for its products to take nearly all of the time. */
  public static final BenchNet DENSE = new BenchNet(128, dense(784, .2, 1024, 2));

  /** So small that whatever is done besides takes nearly all of it. */
  public static final BenchNet TINY = new BenchNet(32, dense(2, 0, 32, 2));

  /** Two convolutions and a dense layer over images of 28 × 28. */
  public static final BenchNet CNN = new BenchNet(128, images(32, 256));

  /**
   * Returns one of the nets by its name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static BenchNet named(String name) {
    return switch (name) {
      case "dense" -> DENSE;
      case "tiny" -> TINY;
      case "cnn" -> CNN;
      default ->
          throw new IllegalArgumentException("net '" + name + "', expected dense, tiny or cnn");
    };
  }

  /** Returns layers of the same width, with half of their units dropped. */
  static Architecture dense(int inputs, double inputDropRate, int width, int depth) {
    Architecture.Hidden hidden = new Architecture.Hidden(width, new Bernoulli(.5));
    List<Architecture.Hidden> layers = IntStream.range(0, depth).mapToObj(i -> hidden).toList();
    int outputs = inputs == 2 ? 2 : 10;
    return new Architecture(inputs, new Bernoulli(inputDropRate), layers, outputs);
  }

  /** Returns a net with twice as many maps in the second layer as in the first. */
  static Architecture images(int maps, int units) {
    Convolution halving = new Convolution(3, 1, Convolution.Padding.SAME, false, Pooling.max(2));
    List<Architecture.Hidden> layers =
        List.of(
            new Architecture.Hidden(maps, Activation.RELU, new Bernoulli(.25), halving),
            new Architecture.Hidden(2 * maps, Activation.RELU, new Bernoulli(.25), halving),
            new Architecture.Hidden(units, new Bernoulli(.5)));
    return new Architecture(new Shape(1, 28, 28), new Bernoulli(0), layers, 10);
  }

  Network network() {
    return Network.initialised(architecture, Stream.TEACHER_INIT.key(1));
  }

  /** Returns whether hundreds of steps take no longer than one of another net. */
  boolean isTiny() {
    return architecture.weightCount() < 10_000;
  }

  /** Returns about how many steps take 100 ms. */
  int stepsOfATurn() {
    return isTiny() ? 10_000 : Math.max(1, (int) (10 * DENSE.flopsPerStep() / flopsPerStep()));
  }

  /** Products forward, for the weights, and, but for the first layer, for the inputs. */
  public double flopsPerStep() {
    return batchRows * (3 * flopsFrom(1) - flops(1));
  }

  /** Products of a random pass over a row: what comes before the first dropout is there. */
  public double flopsPerPass() {
    return flopsFrom(architecture.firstDropoutSite() + 1);
  }

  /** Products of a pass over a row that leaves out what one mask drops on average. */
  public double flopsPerThinnedPass() {
    return IntStream.rangeClosed(1, architecture.layers())
        .mapToDouble(layer -> flops(layer) * kept(layer - 1) * kept(layer))
        .sum();
  }

  /** Returns the share of units that a mask keeps of what a layer gives out. */
  private double kept(int layer) {
    return layer < architecture.layers() && architecture.law(layer) instanceof Bernoulli masks
        ? 1 - masks.dropRate()
        : 1;
  }

  private double flopsFrom(int firstLayer) {
    return IntStream.rangeClosed(firstLayer, architecture.layers()).mapToDouble(this::flops).sum();
  }

  private double flops(int layer) {
    return 2.0 * architecture.weightRows(layer) * architecture.sums(layer).size();
  }

  /** Returns rows that are none alike, and that no class of labels follows from. */
  Dataset dataset(int rows) {
    float[] values = new float[rows * architecture.inputs()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 31 % 97 / 97f;
    }
    int outputs = architecture.outputs();
    int[] labels = IntStream.range(0, rows).map(row -> row % outputs).toArray();
    List<String> names = IntStream.range(0, outputs).mapToObj(Integer::toString).toList();
    ClassLabels targets = new ClassLabels(labels, names);
    return Dataset.table("benchmark", architecture.inputs(), values, targets);
  }

  RowSource rows(int rows) {
    float[] values = dataset(rows).values();
    return new RowSource(values, architecture.inputs(), IntStream.range(0, rows).toArray());
  }
}
