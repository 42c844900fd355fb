package org.dropoutdistillery.predict;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.dropoutdistillery.dropout.MaskEnumeration;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.tensor.Workers;

/**
 * The average over all masks, p̄ = Σ_r P(r) p_r, by enumeration in double (METHODS.md, section
 * 3.5). For laws whose masks can be counted (of units or feature maps that are kept or dropped, and
 * checkerboards) at any sites and a row's own masks; since it concerns one row at a time, it is the
 * same where rows share masks. Only active units count, those whose value is not 0, so a row with n
 * of them has 2^n masks; rows with more than 2^22 are refused.
 *
 * <p>Outputs are good to about 1e-12, far beyond a pass in float32.
 */
public final class ExactPredictor implements Predictor {
  private final Workers workers;

  public ExactPredictor(Workers workers) {
    this.workers = workers;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the masks of a law cannot be counted, or the rows do not
   *     fit the network
   * @throws TooManyMasksException if a row has too many masks
   */
  @Override
  public Predictions predict(Network network, RowSource source, BooleanSupplier cancelled) {
    ExactAverage average = average(network, source, cancelled);
    return average == null ? null : average.predictions();
  }

  /**
   * Averages class probabilities, their logarithms and their entropies.
   *
   * @return null if it was cancelled
   * @throws IllegalArgumentException if the masks of a law cannot be counted, or the rows do not
   *     fit the network
   * @throws TooManyMasksException if a row has too many masks
   */
  public ExactAverage average(Network network, RowSource source, BooleanSupplier cancelled) {
    int rows = source.rows();
    int classes = network.architecture().outputs();
    ExactAverage average =
        new ExactAverage(
            rows,
            classes,
            new double[rows * classes],
            new double[rows * classes],
            new double[rows],
            new long[rows]);
    boolean complete = enumerate(network, source, () -> new SoftmaxSums(average), cancelled);
    return complete ? average : null;
  }

  /**
   * Averages what the network gives out before softmax, as regression needs it.
   *
   * @return null if it was cancelled
   * @throws IllegalArgumentException if the masks of a law cannot be counted, or the rows do not
   *     fit the network
   * @throws TooManyMasksException if a row has too many masks
   */
  public OutputMoments outputs(Network network, RowSource source, BooleanSupplier cancelled) {
    int rows = source.rows();
    int outputs = network.architecture().outputs();
    OutputMoments moments =
        new OutputMoments(rows, outputs, new double[rows * outputs], new double[rows * outputs]);
    boolean complete = enumerate(network, source, () -> new OutputSums(moments), cancelled);
    return complete ? moments : null;
  }

  private boolean enumerate(
      Network network,
      RowSource source,
      Supplier<MaskWalk.Visitor> sums,
      BooleanSupplier cancelled) {
    requireEnumerable(network.architecture(), source);
    Cancellation gaveUp = new Cancellation(cancelled);
    DoubleLayers layers = new DoubleLayers(network);
    String[] refusals = new String[source.rows()];
    walk(layers, source, () -> new MaskCounter(layers.architecture(), source, refusals), gaveUp);
    if (gaveUp.getAsBoolean()) {
      return false;
    }
    refuseFirst(refusals, source);
    walk(layers, source, sums, gaveUp);
    return !gaveUp.getAsBoolean();
  }

  private void walk(
      DoubleLayers layers,
      RowSource source,
      Supplier<MaskWalk.Visitor> visitors,
      BooleanSupplier cancelled) {
    MaskWalk[] walks = new MaskWalk[workers.count()];
    Arrays.setAll(walks, worker -> new MaskWalk(layers, visitors.get(), cancelled));
    workers.run(source.rows(), (row, worker) -> walks[worker].run(source, row));
  }

  // Rows are counted before any is averaged, so that which one is named is not left to chance.
  private static void refuseFirst(String[] refusals, RowSource source) {
    for (int row = 0; row < refusals.length; row++) {
      if (refusals[row] != null) {
        throw new TooManyMasksException(source.ids()[row], refusals[row]);
      }
    }
  }

  private static void requireEnumerable(Architecture architecture, RowSource source) {
    for (int site = 0; site < architecture.layers(); site++) {
      MaskLaw law = architecture.law(site);
      if (!law.isIdentity()
          && law.enumeration(architecture.width(site)) instanceof MaskEnumeration.None) {
        throw new IllegalArgumentException(
            ("dropout site %d has %s, whose masks cannot be counted: an exact average needs"
                    + " Bernoulli masks, of units or feature maps, or checkerboards; others the"
                    + " Monte-Carlo average")
                .formatted(site, law));
      }
    }
    RowWidth.require(architecture, source);
  }
}
