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
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A random pass over 1000 rows, as part of an average: per pass. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
public class MonteCarloBenchmark {
  private static final int ROWS = 1000;
  private static final int PASSES = 48;

  @Param({"dense", "tiny", "cnn"})
  private String net;

  @Param({"own", "shared"})
  private String masks;

  @Param({"false", "true"})
  private boolean balanced;

  @Param({"2", "1"})
  private int workerCount;

  private Workers workers;
  private Network network;
  private RowSource rows;
  private MonteCarloPlan plan;
  private MonteCarloPredictor predictor;

  @Setup
  public void prepare() {
    BenchNet size = BenchNet.named(net);
    network = size.network();
    rows = size.rows(ROWS);
    MaskSharing sharing = masks.equals("own") ? MaskSharing.NONE : MaskSharing.PASS;
    plan = new MonteCarloPlan(sharing, balanced, 1, PASSES);
    workers = new Workers(workerCount);
    predictor =
        new MonteCarloPredictor(network, new MaskSource(Stream.EVALUATION_MASKS, 1), workers);
  }

  @Benchmark
  @OperationsPerInvocation(PASSES)
  public MonteCarloAverage pass() {
    return predictor.predict(network, rows, plan, () -> false);
  }

  @TearDown
  public void close() {
    workers.close();
  }
}
