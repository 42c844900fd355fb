package org.dropoutdistillery.bench;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dropoutdistillery.dropout.BalancedMasks;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.BlockMasks;
import org.dropoutdistillery.dropout.ChannelMasks;
import org.dropoutdistillery.dropout.CheckerboardMasks;
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

/** Drawing the masks of 16 rows of 16 feature maps of 14 × 14, a few rows at a time: per unit. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
public class FeatureMapMaskBenchmark {
  private static final int CHANNELS = 16;
  private static final int SIDE = 14;
  private static final int UNITS = CHANNELS * SIDE * SIDE;
  private static final int ROWS = 16;

  @Param({
    "elements",
    "channels",
    "blocks",
    "checkerboard",
    "balanced-elements",
    "balanced-channels"
  })
  private String masks;

  private MaskLaw law;
  private PassMasks drawn;
  private int[] rowIds;
  private float[] factors;
  private long pass;

  @Setup
  public void prepare() {
    MaskSource source = new MaskSource(Stream.EVALUATION_MASKS, 1);
    law =
        switch (masks.replace("balanced-", "")) {
          case "channels" -> new ChannelMasks(new Bernoulli(.25), CHANNELS, SIDE, SIDE);
          case "blocks" -> new BlockMasks(.25, 5, CHANNELS, SIDE, SIDE);
          case "checkerboard" -> new CheckerboardMasks(.25, 2, CHANNELS, SIDE, SIDE);
          default -> new Bernoulli(.25);
        };
    drawn =
        masks.startsWith("balanced-")
            ? new BalancedMasks(source, MaskSharing.NONE, 64, new int[] {UNITS}, ROWS)
            : new RowMasks(source);
    rowIds = IntStream.range(0, ROWS).toArray();
    factors = new float[ROWS * UNITS];
  }

  @Benchmark
  @OperationsPerInvocation(ROWS * UNITS)
  public float[] fill() {
    drawn.at(pass++, rowIds, 0).fill(law, 0, 0, ROWS, 0, UNITS, factors);
    return factors;
  }
}
