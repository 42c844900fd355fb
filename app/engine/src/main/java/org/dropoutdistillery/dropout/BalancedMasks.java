package org.dropoutdistillery.dropout;

/**
 * Masks that are balanced within each block of T passes: every unit of every row (where one factor
 * serves a channel, every channel) is kept in ⌊κT⌋ or ⌈κT⌉ of them, one more with probability κT −
 * ⌊κT⌋, in a random order; units, rows and blocks are independent. Every single mask has exactly
 * its law, so an average over passes is unbiased, while what is linear in the masks nearly cancels
 * within a block.
 *
 * <p>Passes are meant to be asked for in their order, each row's mask once, or a shared one by its
 * rows in turn. Any other order gives the same masks, but draws those before them in their block
 * again. Nothing is allocated after the first use of each site. Not for use by several threads at
 * once.
 */
public final class BalancedMasks implements PassMasks {
  private final MaskSource source;
  private final MaskSharing sharing;
  private final int passesPerBlock;
  private final BalancedSite[] sites;
  private final BalancedDraw draw = new BalancedDraw();
  private final DrawnRows drawnRows = new DrawnRows();
  private long pass;
  private int[] rowIds;
  private int first;

  /**
   * @param passesPerBlock T
   * @param units of each dropout site
   * @param maxRows most rows that are drawn for at a time
   */
  public BalancedMasks(
      MaskSource source, MaskSharing sharing, int passesPerBlock, int[] units, int maxRows) {
    this.source = source;
    this.sharing = sharing;
    this.passesPerBlock = passesPerBlock;
    int masks = (int) Math.min(maxRows, maxRows / sharing.groupSize() + 2L);
    sites = new BalancedSite[units.length];
    for (int site = 0; site < sites.length; site++) {
      sites[site] = new BalancedSite(masks, units[site]);
    }
  }

  @Override
  public BalancedMasks at(long pass, int[] rowIds, int first) {
    this.pass = pass;
    this.rowIds = rowIds;
    this.first = first;
    return this;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the law drops neither units nor channels independently,
   *     each of them wholly or not, or if the rows are not whole
   */
  @Override
  public void fill(
      MaskLaw law, int site, int firstRow, int rows, int firstUnit, int units, float[] factors) {
    BalancedSite state = sites[site];
    state.require(firstUnit, units);
    state.use(law);
    long blockKey = source.blockKey(site, pass / passesPerBlock, passesPerBlock);
    int atATime = rowsAtATime(state);
    for (int row = 0; row < rows; ) {
      int masks = Math.min(atATime, rows - row);
      if (sharing.isNone()) {
        draw(law, state, blockKey, firstRow + row, masks, factors, row * units);
      } else {
        drawShared(law, state, blockKey, firstRow + row, factors, row * units);
        masks = sharing.sharers(first + firstRow + row, rows - row);
        RowMasks.copyRow(factors, row, masks, units);
      }
      row += masks;
    }
  }

  /** A mask is asked for again by each few of the rows that share it. */
  private void drawShared(
      MaskLaw law, BalancedSite state, long blockKey, int row, float[] factors, int target) {
    long key = MaskSource.rowKey(blockKey, sharing.maskId(rowIds, first + row));
    if (state.holds(key, position())) {
      state.readShared(factors, target);
      return;
    }
    draw(law, state, blockKey, row, 1, factors, target);
    state.keepShared(key, position(), factors, target);
  }

  private void draw(
      MaskLaw law,
      BalancedSite state,
      long blockKey,
      int row,
      int masks,
      float[] factors,
      int target) {
    int slot = slot(row);
    for (int i = 0; i < masks; i++) {
      long key = MaskSource.rowKey(blockKey, sharing.maskId(rowIds, first + row + i));
      draw.moveTo(state, slot + i, key, position(), passesPerBlock);
    }
    if (law.isElementwise()) {
      draw.draw(state, slot, masks, position(), passesPerBlock, factors, target);
      return;
    }
    float[] drawn = drawnRows.room(rowsAtATime(state) * state.drawn);
    draw.draw(state, slot, masks, position(), passesPerBlock, drawn, 0);
    drawnRows.spread(law, masks, state.drawn, factors, target, state.units());
  }

  private int rowsAtATime(BalancedSite state) {
    return sharing.isNone() ? state.rowsAtATime() : 1;
  }

  private int position() {
    return (int) (pass % passesPerBlock);
  }

  /** Returns where the state of a row's mask is kept, counted from the first row of the chunk. */
  private int slot(int row) {
    return sharing.isNone()
        ? row
        : (int) (sharing.maskId(rowIds, first + row) - sharing.maskId(rowIds, first));
  }
}
