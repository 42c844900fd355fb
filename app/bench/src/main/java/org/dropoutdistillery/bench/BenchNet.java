package org.dropoutdistillery.bench;

import java.util.List;
import java.util.stream.IntStream;
import org.dropoutdistillery.data.ClassLabels;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.RowSource;
import org.dropoutdistillery.random.Stream;

/** The networks of the benchmarks, with rows to show them. */
public enum BenchNet {
  /** Large enough for its products to take nearly all of the time. */
  DENSE(128, 784, .2, 1024, 10),
  /** So small that whatever is done besides takes nearly all of it. */
  TINY(32, 2, 0, 32, 2);

  private final int batchRows;
  private final int inputs;
  private final double inputDropRate;
  private final int hiddenUnits;
  private final int outputs;

  BenchNet(int batchRows, int inputs, double inputDropRate, int hiddenUnits, int outputs) {
    this.batchRows = batchRows;
    this.inputs = inputs;
    this.inputDropRate = inputDropRate;
    this.hiddenUnits = hiddenUnits;
    this.outputs = outputs;
  }

  Architecture architecture() {
    Architecture.Hidden hidden = new Architecture.Hidden(hiddenUnits, new Bernoulli(.5));
    Bernoulli input = new Bernoulli(inputDropRate);
    return new Architecture(inputs, input, List.of(hidden, hidden), outputs);
  }

  Network network() {
    return Network.initialised(architecture(), Stream.TEACHER_INIT.key(1));
  }

  /** Returns the rows of a training step. */
  int batchRows() {
    return batchRows;
  }

  /** Products forward, for the weights, and, but for the first layer, for the inputs. */
  double flopsPerStep() {
    Architecture architecture = architecture();
    double sum = 0;
    for (int layer = 1; layer <= architecture.layers(); layer++) {
      double product = 2.0 * batchRows * architecture.width(layer - 1) * architecture.width(layer);
      sum += product * (layer == 1 ? 2 : 3);
    }
    return sum;
  }

  /** Returns rows that are none alike, and that no class of labels follows from. */
  Dataset dataset(int rows) {
    float[] values = new float[rows * inputs];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 31 % 97 / 97f;
    }
    int[] labels = IntStream.range(0, rows).map(row -> row % outputs).toArray();
    List<String> names = IntStream.range(0, outputs).mapToObj(Integer::toString).toList();
    ClassLabels targets = new ClassLabels(labels, names);
    return Dataset.table("benchmark", inputs, values, targets);
  }

  RowSource rows(int rows) {
    float[] values = dataset(rows).values();
    return new RowSource(values, inputs, IntStream.range(0, rows).toArray());
  }
}
