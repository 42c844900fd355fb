package org.dropoutdistillery.plots;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;

/** Draws charts into PNG images. */
public final class PngWriter {
  private PngWriter() {}

  /**
   * Returns the bytes of a PNG file.
   *
   * @param width of the chart's layout, in pixels at scale 1
   * @param height of the chart's layout, in pixels at scale 1
   * @param scale image pixels per layout pixel, above 0: 2 for sharp type on paper
   * @throws IllegalArgumentException if the image would have no pixels
   */
  public static byte[] png(JFreeChart chart, int width, int height, double scale) {
    int columns = (int) Math.round(width * scale);
    int rows = (int) Math.round(height * scale);
    if (columns < 1 || rows < 1) {
      throw new IllegalArgumentException(
          "chart of %d × %d at scale %s: expected an image of at least 1 × 1 pixels"
              .formatted(width, height, scale));
    }
    BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(scale, scale);
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("A PNG of the chart could not be encoded in memory", e);
    }
    return bytes.toByteArray();
  }
}
