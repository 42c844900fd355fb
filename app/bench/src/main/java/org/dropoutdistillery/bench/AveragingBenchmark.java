package org.dropoutdistillery.bench;

import java.util.concurrent.TimeUnit;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.MonteCarloPlan;
import org.dropoutdistillery.predict.MonteCarloPredictor;
import org.dropoutdistillery.predict.RowSource;
import org.dropoutdistillery.random.Stream;
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

/** The ways to average over 1000 rows, in turns, and one whole average. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
public class AveragingBenchmark {
  private static final int ROWS = 1000;
  private static final int PASSES = 20;

  @Param({"dense", "tiny", "cnn"})
  private String net;

  /** Of {@link #average}. */
  @Param({"40"})
  private int passes;

  private BenchNet size;
  private Workers workers;
  private Workers oneWorker;
  private Network network;
  private RowSource rows;
  private MonteCarloPredictor predictor;
  private MonteCarloPredictor alone;
  private Peak peak;

  /** What was measured in turns, of one iteration: ms of a pass. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Turns {
    private final Stopwatch[] plans = {
      new Stopwatch(), new Stopwatch(), new Stopwatch(), new Stopwatch(), new Stopwatch()
    };
    private double flopsPerPass;
    private Peak products;

    @Setup(Level.Iteration)
    public void reset(AveragingBenchmark benchmark) {
      flopsPerPass = ROWS * benchmark.size.flopsPerPass();
      products = benchmark.peak;
      products.reset();
      for (Stopwatch plan : plans) {
        plan.reset();
      }
    }

    public double own() {
      return plans[0].millis() / PASSES;
    }

    public double ownBalanced() {
      return plans[1].millis() / PASSES;
    }

    public double shared() {
      return plans[2].millis() / PASSES;
    }

    public double sharedBalanced() {
      return plans[3].millis() / PASSES;
    }

    /** With one worker. */
    public double ownAlone() {
      return plans[4].millis() / PASSES;
    }

    /** GFLOPS of large products. */
    public double peak() {
      return products.gflops();
    }

    /** Percentage of it that the products of {@link #own} reach. */
    public double shareOfPeak() {
      return 100 * flopsPerPass / own() / 1e6 / peak();
    }
  }

  @Setup
  public void prepare() {
    size = BenchNet.named(net);
    network = size.network();
    rows = size.rows(ROWS);
    workers = new Workers(2);
    oneWorker = new Workers(1);
    MaskSource masks = new MaskSource(Stream.EVALUATION_MASKS, 1);
    predictor = new MonteCarloPredictor(network, masks, workers);
    alone = new MonteCarloPredictor(network, masks, oneWorker);
    peak = new Peak(workers);
  }

  /** Read what was counted, not the time. */
  @Benchmark
  public void plans(Turns turns) {
    int times = size.isTiny() ? 50 : 1;
    turns.plans[0].time(times, () -> run(predictor, MaskSharing.NONE, false, PASSES));
    turns.plans[1].time(times, () -> run(predictor, MaskSharing.NONE, true, PASSES));
    turns.plans[2].time(times, () -> run(predictor, MaskSharing.PASS, false, PASSES));
    turns.plans[3].time(times, () -> run(predictor, MaskSharing.PASS, true, PASSES));
    turns.plans[4].time(times, () -> run(alone, MaskSharing.NONE, false, PASSES));
    peak.measure();
  }

  /** One mask for all rows, balanced over all passes. */
  @Benchmark
  public MonteCarloAverage average() {
    return run(predictor, MaskSharing.PASS, true, passes);
  }

  private MonteCarloAverage run(
      MonteCarloPredictor by, MaskSharing sharing, boolean balanced, int count) {
    MonteCarloPlan plan = new MonteCarloPlan(sharing, balanced, 1, count);
    return by.predict(network, rows, plan, () -> false);
  }

  @TearDown
  public void close() {
    workers.close();
    oneWorker.close();
  }
}
