package org.dropoutdistillery.desktop.masks;

import java.util.Arrays;
import java.util.Map;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.dropoutdistillery.plots.Palette;
import org.dropoutdistillery.predict.ForcedUnits;
import org.dropoutdistillery.predict.ForcedUnits.Force;
import org.dropoutdistillery.predict.ForcedUnits.Unit;

/**
 * Paints the cells of a site into one picture, which a canvas then shows: a stroke of the brush for
 * each of thousands of cells would take the processors from the training.
 */
final class CellPicture {
  private static final int WIDE_LINE_FROM = 8;
  private static final int MAP_LINE = 2;
  private final Canvas canvas;
  private int[] pixels = {};
  private WritableImage image;
  private int width;
  private int height;

  CellPicture(Canvas canvas) {
    this.canvas = canvas;
  }

  /**
   * @param forced what is outlined
   */
  void paint(
      DropSite site, CellGrid grid, CellColours colours, ForcedUnits forced, Palette palette) {
    begin(grid);
    int side = grid.painted();
    int mark = CellColours.argb(palette.monteCarlo());
    for (int unit = 0; unit < grid.shape().size(); unit++) {
      if (grid.shows(unit)) {
        fill(grid.x(unit), grid.y(unit), side, side, colours.of(unit));
        if (colours.wantsMark(unit)) {
          int size = Math.max(1, side / 4);
          int offset = (side - size) / 2;
          fill(grid.x(unit) + offset, grid.y(unit) + offset, size, size, mark);
        }
      }
    }
    if (site.isImage()) {
      outline(0, 0, width, height, 1, CellColours.argb(palette.grid()));
    }
    outlineForced(site, grid, forced, CellColours.argb(palette.standard()));
    show();
  }

  private void begin(CellGrid grid) {
    width = grid.width();
    height = grid.height();
    if (pixels.length != width * height) {
      pixels = new int[width * height];
      image = null;
    }
    Arrays.fill(pixels, 0);
  }

  private void fill(int x, int y, int wide, int high, int colour) {
    for (int line = y; line < y + high; line++) {
      Arrays.fill(pixels, line * width + x, line * width + x + wide, colour);
    }
  }

  private void outline(int x, int y, int wide, int high, int line, int colour) {
    int thin = Math.min(line, Math.min(wide, high));
    fill(x, y, wide, thin, colour);
    fill(x, y + high - thin, wide, thin, colour);
    fill(x, y, thin, high, colour);
    fill(x + wide - thin, y, thin, high, colour);
  }

  /** Maps whose units are all forced alike have one outline. */
  private void outlineForced(DropSite site, CellGrid grid, ForcedUnits forced, int colour) {
    Force[] maps = site.forcedMaps(forced);
    for (int map = grid.first(); site.isMaps() && map < grid.first() + grid.maps(); map++) {
      if (maps[map] != Force.FREE) {
        int wide = grid.shape().width() * grid.cell() - grid.cellGap();
        int high = grid.shape().height() * grid.cell() - grid.cellGap();
        outline(grid.mapX(map), grid.mapY(map), wide, high, MAP_LINE, colour);
      }
    }
    int side = grid.painted();
    int line = grid.cell() >= WIDE_LINE_FROM ? 2 : 1;
    for (Map.Entry<Unit, Boolean> entry : forced.units().entrySet()) {
      int unit = entry.getKey().unit();
      if (entry.getKey().site() == site.number()
          && grid.shows(unit)
          && !(site.isMaps() && maps[site.map(unit)] != Force.FREE)) {
        outline(grid.x(unit), grid.y(unit), side, side, line, colour);
      }
    }
  }

  private void show() {
    if (image == null || (int) image.getWidth() != width || (int) image.getHeight() != height) {
      image = new WritableImage(width, height);
    }
    image
        .getPixelWriter()
        .setPixels(0, 0, width, height, PixelFormat.getIntArgbPreInstance(), pixels, 0, width);
    GraphicsContext g = Paint.clear(canvas, width, height);
    g.setImageSmoothing(false);
    g.drawImage(image, 0, 0);
  }
}
