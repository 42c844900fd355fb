package org.dropoutdistillery.bench;

import java.util.concurrent.TimeUnit;
import org.dropoutdistillery.nn.Adam;
import org.dropoutdistillery.nn.Optimizer;
import org.dropoutdistillery.nn.Sgd;
import org.dropoutdistillery.tensor.Blas;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A training step next to what this machine's matrix products can do at best. */
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

  private BenchNet size;
  private Workers workers;
  private Workers oneWorker;
  private Training training;
  private Training alone;
  private Matrix[][] factors;

  /** What was measured in turns, of one iteration. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Turns {
    private final Stopwatch steps = new Stopwatch();
    private final Stopwatch stepsAlone = new Stopwatch();
    private final Stopwatch products = new Stopwatch();
    private double flopsPerStep;
    private double flopsOfProducts;

    @Setup(Level.Iteration)
    public void reset() {
      steps.reset();
      stepsAlone.reset();
      products.reset();
    }

    /** ms. */
    public double step() {
      return steps.millis();
    }

    /** ms, with one worker. */
    public double stepAlone() {
      return stepsAlone.millis();
    }

    /** GFLOPS of large products. */
    public double peak() {
      return flopsOfProducts / products.millis() / 1e6;
    }

    /** Percentage of it that the products of a step reach, all else of the step included. */
    public double shareOfPeak() {
      return 100 * flopsPerStep / steps.millis() / 1e6 / peak();
    }
  }

  @Setup
  public void prepare() {
    workers = new Workers(workerCount);
    oneWorker = new Workers(1);
    size = net.startsWith("tiny") ? BenchNet.TINY : BenchNet.DENSE;
    training = Training.ofTeacher(size, optimizer(), workers);
    alone = Training.ofTeacher(size, optimizer(), oneWorker);
    factors = new Matrix[workerCount][3];
    for (Matrix[] own : factors) {
      for (int i = 0; i < own.length; i++) {
        own[i] = Matrix.zeros(PEAK_SIZE, PEAK_SIZE);
      }
    }
  }

  private Optimizer optimizer() {
    return net.endsWith("adam") ? new Adam(.9, .999) : new Sgd(.9);
  }

  @Benchmark
  public double step() {
    return training.step();
  }

  /** One large product on each worker. */
  @Benchmark
  public void peak() {
    workers.run(
        factors.length,
        (task, worker) ->
            Blas.multiply(PEAK_SIZE, factors[task][0], factors[task][1], factors[task][2]));
  }

  /**
   * About 100 ms of steps, as many with one worker, then large products, in turns since the speed
   * of shared machines drifts: read what was counted, not the time.
   */
  @Benchmark
  public void stepAndPeak(Turns turns) {
    int count = size == BenchNet.TINY ? 10_000 : 10;
    turns.flopsPerStep = size.flopsPerStep();
    turns.flopsOfProducts = factors.length * 2.0 * PEAK_SIZE * PEAK_SIZE * PEAK_SIZE;
    turns.steps.time(count, training::step);
    turns.stepsAlone.time(count / 2, alone::step);
    turns.products.time(2, this::peak);
  }

  @TearDown
  public void close() {
    workers.close();
    oneWorker.close();
  }
}
