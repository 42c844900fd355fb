package org.dropoutdistillery.desktop.masks;

import java.util.Arrays;
import java.util.List;
import org.dropoutdistillery.predict.ForcedUnits;
import org.dropoutdistillery.predict.MaskTrace;

/**
 * One mask of one row and all that stands beside it. Outputs are class probabilities, or a value in
 * the unit of its source. Nobody writes into the arrays.
 *
 * @param step of the run, after which the weights were copied
 * @param place of the mask
 * @param address in words
 * @param forced units in all of this
 * @param dropSites what is known of each site before any mask is drawn
 * @param trace what the mask does, its outputs apart
 * @param keepFrequency [sites][width] over the passes so far; null if not asked for
 * @param mask [outputs]: what this mask predicts
 * @param passes [T][outputs]: what each pass predicts
 * @param standard [outputs]
 * @param student [outputs]; null before there is one
 * @param pinned null if nothing is pinned
 * @param unforced null where no unit is forced
 */
public record MaskView(
    long step,
    Place place,
    String address,
    ForcedUnits forced,
    List<DropSite> dropSites,
    MaskTrace trace,
    float[][] keepFrequency,
    double[] mask,
    double[][] passes,
    double[] standard,
    double[] student,
    Pinned pinned,
    Unforced unforced) {

  /** The mask that is kept to compare with: its address, and what it predicts. */
  public record Pinned(String address, double[] outputs) {}

  /** What would be predicted if all units were free. */
  public record Unforced(double[] mask, double[] monteCarlo, double[] standard) {}

  public List<MaskTrace.Site> sites() {
    return trace.sites();
  }

  /** Returns how many passes {@link #soFar} averages: those up to this one, T at most. */
  public int passesSoFar() {
    return (int) Math.min(passes.length, place.pass() + 1);
  }

  /** Returns the average of the passes up to this one, [outputs]. */
  public double[] soFar() {
    return mean(passes, passesSoFar());
  }

  /** Returns the average of all T passes, [outputs]. */
  public double[] monteCarlo() {
    return mean(passes, passes.length);
  }

  static double[] mean(double[][] passes, int count) {
    double[] mean = new double[passes[0].length];
    for (double[] pass : Arrays.asList(passes).subList(0, count)) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += pass[k];
      }
    }
    for (int k = 0; k < mean.length; k++) {
      mean[k] /= count;
    }
    return mean;
  }
}
