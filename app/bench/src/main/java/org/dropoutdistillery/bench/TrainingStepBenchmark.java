package org.dropoutdistillery.bench;

import java.util.concurrent.TimeUnit;
import org.dropoutdistillery.nn.Adam;
import org.dropoutdistillery.nn.Optimizer;
import org.dropoutdistillery.nn.Sgd;
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
  @Param({"dense-sgd", "dense-adam", "tiny-sgd", "cnn-sgd"})
  private String net;

  @Param({"2", "1"})
  private int workerCount;

  private BenchNet size;
  private Workers workers;
  private Workers oneWorker;
  private Training training;
  private Training alone;
  private Peak peak;

  /** What was measured in turns, of one iteration. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Turns {
    private final Stopwatch steps = new Stopwatch();
    private final Stopwatch stepsAlone = new Stopwatch();
    private double flopsPerStep;
    private Peak products;

    @Setup(Level.Iteration)
    public void reset(TrainingStepBenchmark benchmark) {
      flopsPerStep = benchmark.size.flopsPerStep();
      products = benchmark.peak;
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
      return products.gflops();
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
    size = BenchNet.named(net.substring(0, net.indexOf('-')));
    training = Training.ofTeacher(size, optimizer(), workers);
    alone = Training.ofTeacher(size, optimizer(), oneWorker);
    peak = new Peak(workers);
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
    peak.multiply();
  }

  /**
   * About 100 ms of steps, as many with one worker, then large products, in turns since the speed
   * of shared machines drifts: read what was counted, not the time.
   */
  @Benchmark
  public void stepAndPeak(Turns turns) {
    int count = size.stepsOfATurn();
    turns.steps.time(count, training::step);
    turns.stepsAlone.time(Math.max(1, count / 2), alone::step);
    peak.measure();
  }

  @TearDown
  public void close() {
    workers.close();
    oneWorker.close();
  }
}
