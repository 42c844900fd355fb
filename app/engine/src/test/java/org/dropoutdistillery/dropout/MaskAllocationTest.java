package org.dropoutdistillery.dropout;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.dropoutdistillery.random.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MaskAllocationTest {
  private static final int UNITS = 32 * 7 * 7;
  private static final int ROWS = 9;
  private static final int[] ROW_IDS = {4, 1, 0, 8, 2, 3, 5, 7, 6, 9, 10};
  private static final MaskSource SOURCE = new MaskSource(Stream.EVALUATION_MASKS, 3);
  private static final List<MaskLaw> SWITCHES =
      List.of(new Bernoulli(.4), new ChannelMasks(new Bernoulli(.4), 32, 7, 7));
  private static final List<MaskLaw> ALL =
      List.of(
          new Bernoulli(.4),
          new Gaussian(.4),
          new ChannelMasks(new Bernoulli(.4), 32, 7, 7),
          new ChannelMasks(new Gaussian(.4), 32, 7, 7),
          new BlockMasks(.4, 3, 32, 7, 7),
          new CheckerboardMasks(.4, 2, 32, 7, 7));

  /** Each law has a site of its own. */
  record Masking(PassMasks masks, List<MaskLaw> laws) {}

  static List<Masking> maskings() {
    int[] units = {UNITS, UNITS};
    return List.of(
        new Masking(new RowMasks(SOURCE), ALL),
        new Masking(new RowMasks(SOURCE, new MaskSharing(4)), ALL),
        new Masking(new BalancedMasks(SOURCE, MaskSharing.NONE, 5, units, ROWS), SWITCHES),
        new Masking(new BalancedMasks(SOURCE, new MaskSharing(4), 5, units, ROWS), SWITCHES));
  }

  @ParameterizedTest
  @MethodSource("maskings")
  void afterTheFirstUseNothingIsAllocated(Masking masking) {
    float[] factors = new float[ROWS * UNITS];
    fill(masking, 20, factors);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    fill(masking, 1000, factors);
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(bytes).as("bytes for 1000 passes").isLessThan(10_000);
  }

  private static void fill(Masking masking, int passes, float[] factors) {
    for (int pass = 0; pass < passes; pass++) {
      masking.masks().at(pass, ROW_IDS, 1);
      for (int site = 0; site < masking.laws().size(); site++) {
        masking.masks().fill(masking.laws().get(site), site, 0, ROWS, 0, UNITS, factors);
      }
    }
  }
}
