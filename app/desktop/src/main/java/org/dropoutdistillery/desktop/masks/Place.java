package org.dropoutdistillery.desktop.masks;

/**
 * Where a mask of the validation rows is found.
 *
 * @param seed of the masks
 * @param pass from 0
 * @param position of the row among the validation rows, from 0
 */
public record Place(long seed, long pass, int position) {
  Place withSeed(long other) {
    return new Place(other, pass, position);
  }

  Place withPass(long other) {
    return new Place(seed, other, position);
  }

  Place withPosition(int other) {
    return new Place(seed, pass, other);
  }
}
