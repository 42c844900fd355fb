package org.dropoutdistillery.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.dropoutdistillery.dropout.PassMasks;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.TracedPass;
import org.dropoutdistillery.tensor.Kernels;

/**
 * Looks at what masks do to one row: the very masks that an average over many rows gives it, apart
 * from units that are forced. Many passes of the row go through the network at once. Products of
 * another size round otherwise, so that numbers agree with those of the average but for the last
 * bits. One thread at a time.
 */
public final class MaskLens {
  private static final int MOST_PASSES = 64;
  private static final int BLOCK_FLOATS = 1 << 17;

  private final ReadOut readOut;
  private final Architecture madeFor;
  private final TracedPass traced;

  /** Allocates for networks with the layers of {@code network}. */
  public MaskLens(Network network, ReadOut readOut) {
    this.readOut = readOut;
    madeFor = network.architecture();
    int fitting = Math.max(1, BLOCK_FLOATS / madeFor.widest());
    traced = new TracedPass(madeFor, Math.min(MOST_PASSES, fitting));
  }

  /** Returns whether a network has the layers that this was made for. */
  public boolean fits(Network network) {
    return network.architecture().hasLayersOf(madeFor);
  }

  /**
   * Returns what each of the first passes predicts.
   *
   * @param cancelled looked at now and then
   * @return [count][outputs]: class probabilities, or values; null if cancelled
   */
  public double[][] passes(
      Network network, MaskedRow row, ForcedUnits forced, int count, BooleanSupplier cancelled) {
    double[][] outputs = new double[count][];
    PassMasks masks = row.masks(network.architecture());
    for (int first = 0; first < count; first += traced.maxPasses()) {
      if (cancelled.getAsBoolean()) {
        return null;
      }
      int passes = Math.min(traced.maxPasses(), count - first);
      float[][] factors = factors(network.architecture(), row, masks, forced, first, passes);
      traced.run(network, row.features(), passes, factors);
      for (int i = 0; i < passes; i++) {
        outputs[first + i] = outputs(network, i);
      }
    }
    return outputs;
  }

  /**
   * Returns what the mask of one pass does.
   *
   * @param pass from 0; may lie beyond those of the row's plan
   */
  public MaskTrace trace(Network network, MaskedRow row, ForcedUnits forced, long pass) {
    Architecture architecture = network.architecture();
    float[][] factors = factors(architecture, row, row.masks(architecture), forced, pass, 1);
    traced.run(network, row.features(), 1, factors);
    List<MaskTrace.Site> sites = new ArrayList<>();
    for (int site = 0; site < factors.length; site++) {
      float[] shown = factors[site] == null ? ones(architecture.width(site)) : factors[site];
      sites.add(new MaskTrace.Site(shown, traced.values(site, 0)));
    }
    return new MaskTrace(List.copyOf(sites), outputs(network, 0));
  }

  /**
   * Returns what the network predicts in one pass without masks.
   *
   * @param features [inputs]
   */
  public double[] standard(Network network, float[] features, ForcedUnits forced) {
    Architecture architecture = network.architecture();
    float[][] factors = new float[architecture.layers()][];
    for (int site = 0; site < factors.length; site++) {
      if (forced.touches(site)) {
        factors[site] = ones(architecture.width(site));
        forced.apply(architecture.law(site), site, architecture.width(site), factors[site]);
      }
    }
    traced.run(network, features, 1, factors);
    return outputs(network, 0);
  }

  /** Returns the factors of each site [passes, width]; null where all are 1. */
  static float[][] factors(
      Architecture architecture,
      MaskedRow row,
      PassMasks masks,
      ForcedUnits forced,
      long firstPass,
      int passes) {
    float[][] factors = new float[architecture.layers()][];
    for (int site = 0; site < factors.length; site++) {
      boolean drops = !architecture.law(site).isIdentity();
      if (drops || forced.touches(site)) {
        int width = architecture.width(site);
        factors[site] = ones(passes * width);
        if (drops) {
          draw(architecture, row, masks, site, firstPass, factors[site]);
        }
        forced.apply(architecture.law(site), site, width, factors[site]);
      }
    }
    return factors;
  }

  private static void draw(
      Architecture architecture,
      MaskedRow row,
      PassMasks masks,
      int site,
      long firstPass,
      float[] factors) {
    int width = architecture.width(site);
    float[] drawn = new float[width];
    for (int pass = 0; pass < factors.length / width; pass++) {
      masks
          .at(firstPass + pass, row.rowIds(), row.position())
          .fill(architecture.law(site), site, 0, 1, 0, width, drawn);
      System.arraycopy(drawn, 0, factors, pass * width, width);
    }
  }

  private double[] outputs(Network network, int pass) {
    float[] logits = traced.values(network.architecture().layers(), pass);
    double[] outputs = new double[logits.length];
    if (readOut == ReadOut.PROBABILITIES) {
      Kernels.softmax(logits, 0, outputs, 0, logits.length);
    } else {
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = logits[i];
      }
    }
    return outputs;
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}
