package org.dropoutdistillery.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Sgd;
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

/** A step, or an average with masks of their own, of one size: its time and its memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
public class GrowthBenchmark {
  private static final double TURN_MILLIS = 50;

  @Param private Growth growth;

  @Param({"128"})
  private int size;

  private Workers workers;
  private Workers oneWorker;
  private Runnable together;
  private Runnable alone;
  private int count;
  private double memory;

  /** What was measured in turns, of one iteration: ms, but for memory. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Turns {
    private final Stopwatch[] watches = {new Stopwatch(), new Stopwatch()};
    private double mebibytes;

    @Setup(Level.Iteration)
    public void reset(GrowthBenchmark benchmark) {
      mebibytes = benchmark.memory;
      watches[0].reset();
      watches[1].reset();
    }

    public double together() {
      return watches[0].millis();
    }

    /** With one worker. */
    public double alone() {
      return watches[1].millis();
    }

    /** MiB that it took, arrays of the heap included, beyond what the smallest net takes. */
    public double memory() {
      return mebibytes;
    }
  }

  @Setup
  public void prepare() throws IOException {
    workers = new Workers(2);
    oneWorker = new Workers(1);
    Training.ofTeacher(BenchNet.TINY, new Sgd(.9), workers).step();
    double before = residentMebibytes();
    together = work(workers);
    count = stepsOfATurn(together);
    memory = residentMebibytes() - before;
    alone = work(oneWorker);
  }

  private Runnable work(Workers by) {
    BenchNet net = growth.net(size);
    if (!growth.isOfAverage()) {
      return Training.ofTeacher(net, new Sgd(.9), by)::step;
    }
    Network network = net.network();
    RowSource rows = net.rows(growth.rows(size));
    MonteCarloPredictor predictor =
        new MonteCarloPredictor(network, new MaskSource(Stream.EVALUATION_MASKS, 1), by);
    MonteCarloPlan plan = MonteCarloPlan.independent(1, growth.passes(size));
    return () -> predictor.predict(network, rows, plan, () -> false);
  }

  private static int stepsOfATurn(Runnable work) {
    work.run();
    Stopwatch once = new Stopwatch();
    once.time(2, work);
    return (int) Math.ceil(TURN_MILLIS / once.millis());
  }

  /** Returns what of this process lies in memory; NaN where the system does not say. */
  private static double residentMebibytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Read what was counted, not the time. */
  @Benchmark
  public void grown(Turns turns) {
    turns.watches[0].time(count, together);
    turns.watches[1].time(Math.max(1, count / 2), alone);
  }

  @TearDown
  public void close() {
    workers.close();
    oneWorker.close();
  }
}
