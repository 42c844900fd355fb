package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.junit.jupiter.api.Test;

class PngWriterTest {
  @Test
  void drawsTheCurvesInTheirColoursAtTheScaleAskedFor() throws IOException {
    BufferedImage image = image(GapChart.of(SampleRun.curve(20, 20), List.of(), Theme.LIGHT), 2);

    assertThat(image.getWidth()).isEqualTo(800);
    assertThat(image.getHeight()).isEqualTo(500);
    assertThat(pixels(image, Palette.LIGHT.standard())).isGreaterThan(200);
    assertThat(pixels(image, Palette.LIGHT.student())).isGreaterThan(200);
    assertThat(pixels(image, Palette.LIGHT.background())).isGreaterThan(100_000);
  }

  @Test
  void theDarkThemeHasItsOwnColours() throws IOException {
    BufferedImage image = image(GapChart.of(SampleRun.curve(20, 20), List.of(), Theme.DARK), 1);

    assertThat(pixels(image, Palette.DARK.background())).isGreaterThan(30_000);
    assertThat(pixels(image, Palette.DARK.standard())).isGreaterThan(50);
    assertThat(pixels(image, Palette.LIGHT.background())).isZero();
  }

  @Test
  void refusesAnImageWithoutPixels() {
    JFreeChart chart = GapChart.of(SampleRun.curve(3, 0), List.of(), Theme.LIGHT);

    assertThatThrownBy(() -> PngWriter.png(chart, 0, 100, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 × 100");
    assertThatThrownBy(() -> PngWriter.png(chart, 100, 100, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }

  private static BufferedImage image(JFreeChart chart, double scale) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(PngWriter.png(chart, 400, 250, scale)));
  }

  private static int pixels(BufferedImage image, Color color) {
    int count = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        count += image.getRGB(x, y) == color.getRGB() ? 1 : 0;
      }
    }
    return count;
  }
}
