package org.dropoutdistillery.desktop.masks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import javafx.scene.canvas.Canvas;
import javafx.scene.image.PixelReader;
import javafx.stage.Stage;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.nn.Shape;
import org.dropoutdistillery.plots.Palette;
import org.dropoutdistillery.predict.ForcedUnits;
import org.dropoutdistillery.predict.ForcedUnits.Force;
import org.dropoutdistillery.predict.MaskTrace;
import org.dropoutdistillery.run.MapMasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
class CellPictureTest {
  private static final Palette PALETTE = Look.LIGHT.palette();

  @Start
  void start(Stage stage) {}

  private static DropSite site(Shape shape) {
    return new DropSite(1, shape, .5, MapMasks.ELEMENT, null, false);
  }

  private static MaskTrace.Site drawn(Shape shape) {
    Random random = new Random(1);
    float[] factors = new float[shape.size()];
    float[] values = new float[shape.size()];
    for (int unit = 0; unit < factors.length; unit++) {
      factors[unit] = random.nextBoolean() ? 2 : 0;
      values[unit] = Math.max(0, (float) random.nextGaussian()) * factors[unit];
    }
    return new MaskTrace.Site(factors, values);
  }

  private static CellColours colours(MaskTrace.Site drawn, ViewMode mode) {
    return new CellColours(PALETTE, mode, drawn, null, false);
  }

  /** Masks are shown up to ten times a second; more than a tenth of that would be felt. */
  @ParameterizedTest
  @CsvSource({"32,28", "64,14"})
  void thousandsOfCellsAreDrawnInAMoment(int maps, int side, FxRobot robot) {
    Shape shape = new Shape(maps, side, side);
    MaskTrace.Site drawn = drawn(shape);
    ForcedUnits forced = ForcedUnits.NONE.with(site(shape).unitsOf(3), Force.OFF);
    long[] nanos = new long[60];
    robot.interact(
        () -> {
          CellPicture picture = new CellPicture(new Canvas());
          for (int i = 0; i < nanos.length; i++) {
            long began = System.nanoTime();
            CellGrid grid = CellGrid.maps(shape, 640, 3);
            picture.paint(site(shape), grid, colours(drawn, ViewMode.ACTIVATION), forced, PALETTE);
            nanos[i] = System.nanoTime() - began;
          }
        });
    Arrays.sort(nanos);
    assertThat(nanos[nanos.length / 2]).isLessThan(10_000_000);
  }

  @Test
  void eachCellHasItsColourAndForcedMapsOneOutline(FxRobot robot) {
    Shape shape = new Shape(2, 3, 3);
    MaskTrace.Site drawn = drawn(shape);
    ForcedUnits forced = ForcedUnits.NONE.with(site(shape).unitsOf(1), Force.ON);
    CellGrid grid = CellGrid.maps(shape, 200, 10);
    PixelReader[] pixels = new PixelReader[1];
    robot.interact(
        () -> {
          Canvas canvas = new Canvas();
          new CellPicture(canvas)
              .paint(site(shape), grid, colours(drawn, ViewMode.MASK), forced, PALETTE);
          pixels[0] = canvas.snapshot(null, null).getPixelReader();
        });
    int kept = PALETTE.monteCarlo().getRGB();
    int dropped = PALETTE.grid().getRGB();
    for (int unit = 0; unit < shape.size(); unit++) {
      assertThat(pixels[0].getArgb(grid.x(unit) + 5, grid.y(unit) + 5))
          .isEqualTo(drawn.factors()[unit] == 0 ? dropped : kept);
    }
    int outline = PALETTE.standard().getRGB();
    assertThat(pixels[0].getArgb(grid.mapX(1), grid.mapY(1) + 14)).isEqualTo(outline);
    assertThat(pixels[0].getArgb(grid.mapX(1) + 10, grid.mapY(1) + 14)).isNotEqualTo(outline);
    assertThat(pixels[0].getArgb(grid.mapX(0), grid.mapY(0) + 14)).isNotEqualTo(outline);
  }
}
