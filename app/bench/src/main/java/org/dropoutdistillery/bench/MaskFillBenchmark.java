package org.dropoutdistillery.bench;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dropoutdistillery.dropout.BalancedMasks;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.Gaussian;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.dropout.PassMasks;
import org.dropoutdistillery.dropout.RowMasks;
import org.dropoutdistillery.random.Stream;
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
import org.openjdk.jmh.annotations.Warmup;

/** Drawing the masks of one site, as many rows at a time as a layer is worked on: per unit. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
public class MaskFillBenchmark {
  private static final int UNITS_IN_ALL = 2048;
  private static final int PASSES = 64;

  @Param({"bernoulli", "gaussian", "balanced"})
  private String masks;

  @Param({"1024", "256", "32"})
  private int units;

  private MaskLaw law;
  private PassMasks drawn;
  private int[] rowIds;
  private float[] factors;
  private long pass;

  @Setup
  public void prepare() {
    MaskSource source = new MaskSource(Stream.EVALUATION_MASKS, 1);
    int rows = UNITS_IN_ALL / units;
    law = masks.equals("gaussian") ? new Gaussian(.5) : new Bernoulli(.5);
    drawn =
        masks.equals("balanced")
            ? new BalancedMasks(source, MaskSharing.NONE, PASSES, new int[] {units}, rows)
            : new RowMasks(source);
    rowIds = IntStream.range(0, rows).toArray();
    factors = new float[UNITS_IN_ALL];
  }

  @Benchmark
  @OperationsPerInvocation(UNITS_IN_ALL)
  public float[] fill() {
    drawn.at(pass++, rowIds, 0).fill(law, 0, 0, rowIds.length, 0, units, factors);
    return factors;
  }
}
