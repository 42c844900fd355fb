package org.dropoutdistillery.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.nn.Adam;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.BatchSource;
import org.dropoutdistillery.nn.CrossEntropy;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Sgd;
import org.dropoutdistillery.nn.Trainer;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A training step next to what this machine's matrix products can do at best. Each measurement of
 * the step alternates with one of the peak, since the speed of shared machines drifts; {@link
 * #stepAndPeak} prints the fraction that the step's products reach of it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 9, time = 2)
@Fork(
    value = 3,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
public class TrainingStepBenchmark {
  private static final int PEAK_SIZE = 1024;

  @Param({"dense-sgd", "dense-adam", "tiny-sgd"})
  private String net;

  @Param({"2", "1"})
  private int workerCount;

  private Workers workers;
  private Trainer trainer;
  private BatchSource batch;
  private int[] rowIds;
  private Matrix[][] factors;
  private double flops;
  private long stepNanos;
  private long steps;
  private long peakNanos;
  private long products;

  @Setup
  public void prepare() {
    workers = new Workers(workerCount);
    boolean tiny = net.startsWith("tiny");
    int rows = tiny ? 32 : 128;
    Architecture architecture =
        tiny ? architecture(0, .5, 2, 32, 32, 2) : architecture(.2, .5, 784, 1024, 1024, 10);
    flops = flops(architecture, rows);
    rowIds = IntStream.range(0, rows).toArray();
    batch = new ConstantBatch(rows, architecture);
    trainer =
        new Trainer(
            Network.initialised(architecture, Stream.TEACHER_INIT.key(1)),
            () -> new CrossEntropy(architecture.outputs()),
            net.endsWith("adam") ? new Adam(.9, .999) : new Sgd(.9),
            rows,
            new MaskSource(Stream.TEACHER_MASKS, 1),
            workers);
    factors = new Matrix[workerCount][3];
    for (Matrix[] own : factors) {
      for (int i = 0; i < own.length; i++) {
        own[i] = Matrix.zeros(PEAK_SIZE, PEAK_SIZE);
      }
    }
  }

  @Benchmark
  public double step() {
    return trainer.step(rowIds.length, batch, rowIds, 1e-3);
  }

  /** One large product on each worker. */
  @Benchmark
  public void peak() {
    workers.run(
        factors.length,
        (task, worker) ->
            Blas.multiply(PEAK_SIZE, factors[task][0], factors[task][1], factors[task][2]));
  }

  /** About 100 ms of steps, then one peak: read the printed fraction, not the time. */
  @Benchmark
  public void stepAndPeak() {
    long start = System.nanoTime();
    int count = rowIds.length < 128 ? 10_000 : 10;
    for (int i = 0; i < count; i++) {
      step();
    }
    long middle = System.nanoTime();
    peak();
    stepNanos += middle - start;
    steps += count;
    peakNanos += System.nanoTime() - middle;
    products += factors.length;
  }

  @TearDown
  public void report() {
    workers.close();
    if (products > 0) {
      double peak = products * 2.0 * PEAK_SIZE * PEAK_SIZE * PEAK_SIZE / peakNanos;
      double reached = steps * flops / stepNanos;
      System.out.printf(
          Locale.ROOT,
          "%n%s, %d workers: step %.4f ms, %.0f GFLOPS of %.0f at peak: %.1f %%%n",
          net,
          workerCount,
          stepNanos / 1e6 / steps,
          reached,
          peak,
          100 * reached / peak);
    }
  }

  private static Architecture architecture(double input, double hidden, int... widths) {
    List<Architecture.Hidden> layers = new ArrayList<>();
    for (int i = 1; i < widths.length - 1; i++) {
      layers.add(new Architecture.Hidden(widths[i], new Bernoulli(hidden)));
    }
    return new Architecture(widths[0], new Bernoulli(input), layers, widths[widths.length - 1]);
  }

  /** Products forward, for the weights, and, but for the first layer, for the inputs. */
  private static double flops(Architecture architecture, int rows) {
    double sum = 0;
    for (int layer = 1; layer <= architecture.layers(); layer++) {
      double product = 2.0 * rows * architecture.width(layer - 1) * architecture.width(layer);
      sum += product * (layer == 1 ? 2 : 3);
    }
    return sum;
  }

  /** The same rows in every step, copied in as a data set's would be. */
  private static final class ConstantBatch implements BatchSource {
    private final Matrix inputs;
    private final Matrix targets;
    private final float[] row;

    ConstantBatch(int rows, Architecture architecture) {
      inputs = Matrix.zeros(rows, architecture.inputs());
      targets = Matrix.zeros(rows, architecture.outputs());
      row = new float[architecture.inputs()];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < architecture.inputs(); j++) {
          inputs.set(i, j, (i * 31 + j * 17) % 97 / 97f);
        }
        targets.set(i, i % architecture.outputs(), 1);
      }
    }

    @Override
    public void beginStep(long step, int[] rowIds) {}

    @Override
    public void fill(int first, int rows, Matrix into, Matrix intoTargets, int worker) {
      for (int i = 0; i < rows; i++) {
        inputs.read((first + i) * row.length, row, 0, row.length);
        into.write(i * row.length, row, 0, row.length);
        for (int k = 0; k < targets.columns(); k++) {
          intoTargets.set(i, k, targets.get(first + i, k));
        }
      }
    }
  }
}
