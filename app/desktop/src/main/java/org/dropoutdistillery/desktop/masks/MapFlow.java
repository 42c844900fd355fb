package org.dropoutdistillery.desktop.masks;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/**
 * Grids of which some are feature maps: each of these in a row of its own, with the grids before or
 * after it at its sides. Maps grow in turns, the smallest first, as long as there is room.
 */
final class MapFlow extends Pane {
  private static final double SIDE = 92;
  private static final double LEAST_SIDE = 56;
  private static final double MOST_SIDE = 260;
  private static final double PREFERRED_MAP = 46;
  private static final double MOST_MAP = 150;
  private static final double MOST_CELL = 36;
  private static final double GAP = 14;
  private static final int LEAST_CELL = 2;
  private static final int MOST_BESIDE = 2;

  private final List<Row> rows = new ArrayList<>();
  private double scale = 1;

  /** Some grids side by side, at most one of them with maps. */
  private final class Row {
    final List<UnitGrid> grids = new ArrayList<>();
    UnitGrid maps;
    int cell;

    int beside() {
      return grids.size() - (maps == null ? 0 : 1);
    }

    void add(UnitGrid grid) {
      grids.add(grid);
      maps = grid.site().isMaps() ? grid : maps;
    }

    boolean takes(UnitGrid grid) {
      return grid.site().isMaps() ? maps == null : beside() < MOST_BESIDE;
    }

    double mapsWidth(double width) {
      return Math.max(1, width - beside() * (SIDE * scale + GAP));
    }

    CellGrid mapGrid(double width, int ofCell) {
      return CellGrid.maps(maps.site().shape(), mapsWidth(width), ofCell);
    }

    /** Returns the side of a map in pixels. */
    double mapSide(int ofCell) {
      var shape = maps.site().shape();
      return (double) ofCell * Math.max(shape.height(), shape.width());
    }

    double cellsHeight(double width, int ofCell) {
      double side = beside() == 0 ? 0 : LEAST_SIDE * scale;
      return maps == null ? SIDE * scale : Math.max(side, mapGrid(width, ofCell).height());
    }

    double headingHeight(double width) {
      return grids.stream().mapToDouble(g -> g.headingHeight(textWidth(g, width))).max().orElse(0);
    }

    double textsHeight(double width) {
      double counts =
          grids.stream().mapToDouble(g -> g.countsHeight(textWidth(g, width))).max().orElse(0);
      return headingHeight(width) + counts;
    }

    private double textWidth(UnitGrid grid, double width) {
      return grid == maps ? mapsWidth(width) : SIDE * scale;
    }

    boolean canGrow(double width, double most) {
      return maps != null
          && mapSide(cell + 1) <= most
          && cell + 1 <= MOST_CELL * scale
          && mapSide(cell + 1) <= mapsWidth(width);
    }
  }

  void setScale(double newScale) {
    scale = newScale;
    requestLayout();
  }

  void setGrids(List<UnitGrid> grids) {
    getChildren().setAll(grids);
    rows.clear();
    for (UnitGrid grid : grids) {
      if (rows.isEmpty() || !rows.get(rows.size() - 1).takes(grid)) {
        rows.add(new Row());
      }
      rows.get(rows.size() - 1).add(grid);
    }
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computeMinHeight(double width) {
    rows.forEach(row -> row.cell = LEAST_CELL);
    return height(width);
  }

  @Override
  protected double computePrefHeight(double width) {
    return heightOf(width, PREFERRED_MAP * scale);
  }

  @Override
  protected double computeMaxHeight(double width) {
    return heightOf(width, MOST_MAP * scale);
  }

  private double heightOf(double width, double mostMap) {
    rows.forEach(row -> row.cell = LEAST_CELL);
    grow(width, Double.MAX_VALUE, mostMap);
    return height(width);
  }

  private double height(double width) {
    double height = (rows.size() - 1) * GAP;
    for (Row row : rows) {
      height += row.textsHeight(width) + row.cellsHeight(width, row.cell);
    }
    return height;
  }

  /**
   * Lets maps grow.
   *
   * @param mostMap side of a map that is not to be passed, in pixels
   */
  private void grow(double width, double height, double mostMap) {
    List<Row> growing = new ArrayList<>(rows);
    double texts = (rows.size() - 1) * GAP;
    for (Row row : rows) {
      texts += row.textsHeight(width);
    }
    while (!growing.isEmpty()) {
      growing.removeIf(row -> !row.canGrow(width, mostMap));
      Row smallest =
          growing.stream()
              .min((a, b) -> Double.compare(a.mapSide(a.cell), b.mapSide(b.cell)))
              .orElse(null);
      if (smallest == null) {
        return;
      }
      smallest.cell++;
      if (texts + cellsHeight(width) > height) {
        smallest.cell--;
        growing.remove(smallest);
      }
    }
  }

  private double cellsHeight(double width) {
    return rows.stream().mapToDouble(row -> row.cellsHeight(width, row.cell)).sum();
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    rows.forEach(row -> row.cell = LEAST_CELL);
    grow(width, getHeight(), MOST_MAP * scale);
    double left = Math.max(0, getHeight() - height(width)) / rows.size();
    double y = 0;
    for (Row row : rows) {
      y += lay(row, width, y, left) + GAP;
    }
  }

  /** Returns the width of cells or texts, whichever is wider. */
  private static double mapsTile(Row row, double width, double side) {
    double most = width - row.beside() * (side + GAP);
    double cells = row.mapGrid(width, row.cell).width();
    return Math.min(most, Math.max(cells, row.maps.textsWidth()));
  }

  /**
   * Lays a row, and returns its height.
   *
   * @param more height than its maps need
   */
  private double lay(Row row, double width, double y, double more) {
    double cells = row.cellsHeight(width, row.cell) + more;
    double used = row.maps == null ? 0 : row.mapGrid(width, row.cell).width() + GAP;
    double side = SIDE * scale;
    if (row.beside() > 0) {
      double room = (width - used - (row.beside() - 1) * GAP) / row.beside();
      side = Math.floor(Math.max(side, Math.min(Math.min(room, cells), MOST_SIDE * scale)));
    }
    double heading = row.headingHeight(width);
    double height = row.textsHeight(width) + cells;
    double x = 0;
    for (Node child : row.grids) {
      UnitGrid grid = (UnitGrid) child;
      boolean maps = grid == row.maps;
      double wide = maps ? mapsTile(row, width, side) : side;
      grid.setHeadingHeight(heading);
      grid.fit(
          maps
              ? row.mapGrid(width, row.cell)
              : CellGrid.flat(grid.site().shape(), side, Math.min(side, cells), MOST_CELL * scale));
      grid.resizeRelocate(Math.floor(x), Math.floor(y), Math.floor(wide), height);
      x += wide + GAP;
    }
    return height;
  }
}
