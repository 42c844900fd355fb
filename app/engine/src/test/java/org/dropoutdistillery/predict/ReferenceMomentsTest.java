package org.dropoutdistillery.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ReferenceMomentsTest {
  private static final Workers WORKERS = new Workers(2);

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  @Test
  void print() {
    for (ReferenceNet net :
        new ReferenceNet[] {ReferenceNet.digits(), ReferenceNet.cancer(), ReferenceNet.moons()}) {
      System.err.println(net + " standard KL " + standardGap(net) + " " + gaps(net));
      Map<MomentReadout, Double> g = gaps(net);
      g.forEach(
          (r, v) ->
              System.err.printf("  %s closes %.2f %%%n", r, 100 * (1 - v / standardGap(net))));
      double[] geo = net.expected("geometric");
      System.err.println(
          "  geometric "
              + (1
                  - kl(net, Predictions.ofProbabilities(net.rows(), net.classes(), geo))
                      / standardGap(net)));
    }
    assertThat(standardGap(ReferenceNet.moons())).isPositive();
  }

  private static double standardGap(ReferenceNet net) {
    return kl(
        net, new StandardPredictor(net.network(), WORKERS).predict(net.network(), net.source()));
  }

  private static Map<MomentReadout, Double> gaps(ReferenceNet net) {
    Map<MomentReadout, Double> gaps = new EnumMap<>(MomentReadout.class);
    new MomentPropagation(
            net.network(), MomentReadout.PAIRWISE, Stream.EVALUATION_MASKS.key(1), WORKERS)
        .predict(net.network(), net.source(), EnumSet.allOf(MomentReadout.class), () -> false)
        .forEach((readout, predictions) -> gaps.put(readout, kl(net, predictions)));
    return gaps;
  }

  /** Returns the mean over rows of KL(p‖q), p being PyTorch's average of 20 000 passes. */
  private static double kl(ReferenceNet net, Predictions q) {
    double[] p = net.expected("mc");
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += p[i] > 0 ? p[i] * (Math.log(p[i]) - q.logProbabilities()[i]) : 0;
    }
    return sum / net.rows();
  }
}
