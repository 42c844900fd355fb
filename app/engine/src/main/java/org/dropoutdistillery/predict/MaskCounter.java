package org.dropoutdistillery.predict;

import java.util.Arrays;
import java.util.StringJoiner;
import org.dropoutdistillery.dropout.ChannelMasks;
import org.dropoutdistillery.nn.Architecture;

/**
 * Counts the masks of one row without going through those of the last dropout site: they are 2 to
 * the power of its active units or feature maps, or a few whole masks, for each combination of
 * masks before it.
 */
final class MaskCounter implements MaskWalk.Visitor {
  /** Most masks of a row that are enumerated, 2^22: some tenths of a second in a small network. */
  static final long MOST_MASKS = 1L << MaskWalk.MOST_ACTIVE;

  private final Architecture architecture;
  private final int lastSite;
  private final int[] mostActive;
  private final int[] mostWhole;
  private final RowSource source;
  private final String[] refusals;
  private long masks;

  /**
   * @param refusals [rows], where to write why a row is refused
   */
  MaskCounter(Architecture architecture, RowSource source, String[] refusals) {
    this.architecture = architecture;
    this.source = source;
    this.refusals = refusals;
    int last = architecture.layers() - 1;
    while (last >= 0 && architecture.law(last).isIdentity()) {
      last--;
    }
    lastSite = last;
    mostActive = new int[architecture.layers()];
    mostWhole = new int[architecture.layers()];
  }

  @Override
  public void begin() {
    masks = 0;
    Arrays.fill(mostActive, 0);
    Arrays.fill(mostWhole, 1);
  }

  @Override
  public boolean enter(int site, int active, int whole) {
    mostActive[site] = Math.max(mostActive[site], active);
    mostWhole[site] = whole;
    if (active > MaskWalk.MOST_ACTIVE) {
      masks = MOST_MASKS + 1;
      return false;
    }
    if (site == lastSite) {
      masks += (long) whole << active;
    }
    return site != lastSite;
  }

  /** Reached only where nothing is dropped: there is the one mask that keeps everything. */
  @Override
  public void visit(double probability, double[] outputs) {
    masks = 1;
  }

  @Override
  public boolean isDone() {
    return masks > MOST_MASKS;
  }

  @Override
  public void end(int row) {
    refusals[row] = isDone() ? refusal(source.ids()[row]) : null;
  }

  private String refusal(int rowId) {
    return ("row %d has %s masks, and at most 2^%d = %,d are enumerated: it has %s."
            + " Use fewer units or the Monte-Carlo average")
        .formatted(rowId, countInWords(), MaskWalk.MOST_ACTIVE, MOST_MASKS, unitsInWords());
  }

  private String countInWords() {
    int most = Arrays.stream(mostActive).max().orElseThrow();
    if (most <= MaskWalk.MOST_ACTIVE) {
      return "more than 2^" + MaskWalk.MOST_ACTIVE;
    }
    return (lastSite == architecture.firstDropoutSite() ? "2^" : "at least 2^") + most;
  }

  private String unitsInWords() {
    StringJoiner words = new StringJoiner(" and ");
    for (int site = 0; site < mostActive.length; site++) {
      if (mostWhole[site] > 1) {
        words.add(mostWhole[site] + " masks of " + place(site));
      } else if (mostActive[site] > 0) {
        // Later sites depend on the masks before them, and the count ends when it is too high.
        String when = site == architecture.firstDropoutSite() ? "" : "under some masks ";
        words.add(when + mostActive[site] + " active " + what(site) + " at " + place(site));
      }
    }
    return words.toString();
  }

  private String what(int site) {
    return architecture.law(site) instanceof ChannelMasks ? "feature maps" : "units";
  }

  private static String place(int site) {
    return site == 0 ? "the input" : "hidden layer " + site;
  }
}
