package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    BufferedImage image = image(GapChart.of(SampleRun.curve(20, 20), List.of(), Theme.DARK), 2);

    assertThat(pixels(image, Palette.DARK.background())).isGreaterThan(30_000);
    assertThat(pixels(image, Palette.DARK.standard())).isGreaterThan(50);
    assertThat(pixels(image, Palette.LIGHT.background())).isZero();
  }

  @Test
  void saysHowLargeItIsOnPaper() throws IOException {
    FigureSize size = new FigureSize(16, 8, 300);
    byte[] png = PngWriter.png(GapChart.of(SampleRun.curve(3, 0), List.of(), Theme.LIGHT), size);
    ByteBuffer bytes = ByteBuffer.wrap(png);
    int resolution = new String(png, StandardCharsets.ISO_8859_1).indexOf("pHYs") + 4;

    assertThat(bytes.getInt(16)).isEqualTo(1890); // 16 cm at 300 dots per 2.54 cm
    assertThat(bytes.getInt(20)).isEqualTo(945);
    assertThat(bytes.getInt(resolution)).isEqualTo(11_811); // dots per metre
    assertThat(bytes.getInt(resolution + 4)).isEqualTo(11_811);
    assertThat(bytes.get(resolution + 8)).isEqualTo((byte) 1);
  }

  @Test
  void refusesWhatIsNoFigure() {
    assertThatThrownBy(() -> new FigureSize(3, 10, 300)).hasMessageContaining("Width: 3.0");
    assertThatThrownBy(() -> new FigureSize(10, Double.NaN, 300)).hasMessageContaining("Height");
    assertThatThrownBy(() -> new FigureSize(10, 10, 1201)).hasMessageContaining("1201");
    assertThatThrownBy(() -> new FigureSize(120, 120, 1200))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("56693 × 56693");
  }

  private static BufferedImage image(JFreeChart chart, double scale) throws IOException {
    return ImageIO.read(
        new ByteArrayInputStream(
            PngWriter.png(chart, new FigureSize(16, 10, (int) (63.5 * scale)))));
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
