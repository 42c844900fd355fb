package org.dropoutdistillery.desktop.masks;

import org.dropoutdistillery.nn.Shape;

/**
 * Where the units of a site lie in its picture, in whole pixels. Feature maps, or the units of a
 * flat site, which are maps of one cell, lie row by row.
 *
 * @param shape of the site
 * @param first the first map that is shown
 * @param maps how many are shown
 * @param columns maps beside each other
 * @param cell side of a cell, with the gap behind it
 * @param cellGap between cells
 * @param mapGap between maps, from 0
 */
record CellGrid(Shape shape, int first, int maps, int columns, int cell, int cellGap, int mapGap) {
  private static final int GAP_FROM = 5;
  private static final int MOST_GAP = 6;

  /** Returns the grid of a site without maps, as large as it fits into a box. */
  static CellGrid flat(Shape shape, double width, double height, double mostCell) {
    boolean image = !shape.isFlat();
    int columns = image ? 1 : (int) Math.ceil(Math.sqrt(shape.channels()));
    int across = image ? shape.width() : columns;
    int down = image ? shape.height() : (shape.channels() + columns - 1) / columns;
    double fitting = Math.min(width / across, height / down);
    int cell = Math.max(1, (int) Math.min(fitting, image ? fitting : mostCell));
    int gap = !image && cell >= GAP_FROM ? 1 : 0;
    return new CellGrid(shape, 0, shape.channels(), columns, cell, gap, 0);
  }

  /** Returns the grid of all maps with cells of a size, in as few lines as the width allows. */
  static CellGrid maps(Shape shape, double width, int cell) {
    int gap = Math.max(2, Math.min(MOST_GAP, cell));
    int fitting = (int) ((width + gap) / (shape.width() * cell + gap));
    int most = Math.max(1, Math.min(shape.channels(), fitting));
    int lines = (shape.channels() + most - 1) / most;
    int columns = (shape.channels() + lines - 1) / lines; // as alike as can be
    return new CellGrid(shape, 0, shape.channels(), columns, cell, 0, gap);
  }

  /** Returns the grid of one map, as large as it fits into a box. */
  static CellGrid map(Shape shape, int map, double width, double height) {
    double fitting = Math.min(width / shape.width(), height / shape.height());
    int cell = Math.max(1, (int) fitting);
    return new CellGrid(shape, map, 1, 1, cell, cell >= GAP_FROM ? 1 : 0, 0);
  }

  private int pitchX() {
    return shape.width() * cell + mapGap;
  }

  private int pitchY() {
    return shape.height() * cell + mapGap;
  }

  int width() {
    return columns * pitchX() - mapGap;
  }

  int height() {
    return (maps + columns - 1) / columns * pitchY() - mapGap;
  }

  /** Returns the side of what is painted of a cell. */
  int painted() {
    return cell - cellGap;
  }

  boolean shows(int unit) {
    int map = unit % shape.channels() - first;
    return unit < shape.size() && map >= 0 && map < maps;
  }

  int mapX(int map) {
    return (map - first) % columns * pitchX();
  }

  int mapY(int map) {
    return (map - first) / columns * pitchY();
  }

  int x(int unit) {
    int position = unit / shape.channels();
    return mapX(unit % shape.channels()) + position % shape.width() * cell;
  }

  int y(int unit) {
    int position = unit / shape.channels();
    return mapY(unit % shape.channels()) + position / shape.width() * cell;
  }

  /** Returns the unit under a point, or -1. */
  int unitAt(double x, double y) {
    if (x < 0 || y < 0 || x >= width() || y >= height()) {
      return -1;
    }
    int map = (int) y / pitchY() * columns + (int) x / pitchX();
    int column = (int) x % pitchX() / cell;
    int line = (int) y % pitchY() / cell;
    if (map >= maps || column >= shape.width() || line >= shape.height()) {
      return -1;
    }
    return (line * shape.width() + column) * shape.channels() + first + map;
  }
}
