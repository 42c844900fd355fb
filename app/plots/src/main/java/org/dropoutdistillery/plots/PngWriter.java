package org.dropoutdistillery.plots;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.jfree.chart.JFreeChart;

/** Writes charts as PNG files that say how large they are on paper. */
public final class PngWriter {
  private static final String NATIVE_FORMAT = "javax_imageio_png_1.0";
  private static final double INCHES_PER_METRE = 1 / .0254;

  private PngWriter() {}

  /** Returns the bytes of a PNG file. */
  public static byte[] png(JFreeChart chart, FigureSize size) {
    BufferedImage image =
        new BufferedImage(size.columns(), size.rows(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    int width = size.layoutWidth();
    int height = size.layoutHeight();
    graphics.scale((double) size.columns() / width, (double) size.rows() / height);
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    graphics.dispose();
    try {
      return encode(image, size.dpi());
    } catch (IOException e) {
      throw new UncheckedIOException("A PNG of the chart could not be encoded in memory", e);
    }
  }

  private static byte[] encode(BufferedImage image, int dpi) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
      metadata.mergeTree(NATIVE_FORMAT, resolution(dpi));
      writer.write(new IIOImage(image, null, metadata));
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static IIOMetadataNode resolution(int dpi) {
    String perMetre = Long.toString(Math.round(dpi * INCHES_PER_METRE));
    IIOMetadataNode size = new IIOMetadataNode("pHYs");
    size.setAttribute("pixelsPerUnitXAxis", perMetre);
    size.setAttribute("pixelsPerUnitYAxis", perMetre);
    size.setAttribute("unitSpecifier", "meter");
    IIOMetadataNode root = new IIOMetadataNode(NATIVE_FORMAT);
    root.appendChild(size);
    return root;
  }
}
