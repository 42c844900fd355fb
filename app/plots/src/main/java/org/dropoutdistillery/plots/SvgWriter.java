package org.dropoutdistillery.plots;

import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.StringWriter;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Draws charts as SVG whose text stays text. */
public final class SvgWriter {
  static final String NAMESPACE = "http://www.w3.org/2000/svg";

  private static final int DECIMALS = 2;

  private SvgWriter() {}

  /**
   * Returns an {@code <svg>} element that can stand in a file of its own or inside HTML: no prolog,
   * no doctype, nothing outside that it refers to.
   *
   * @param width of the chart, in CSS pixels
   * @param height of the chart, in CSS pixels
   * @param name what its ids begin with, a letter and then letters, digits or {@code -}; it must be
   *     unique within a page
   * @param description what a reader who cannot see the chart is told
   */
  public static String svg(
      JFreeChart chart, int width, int height, String name, String description) {
    if (!name.matches("[A-Za-z][A-Za-z0-9-]*")) {
      throw new IllegalArgumentException(
          "name '" + name + "': expected a letter and then letters, digits or -");
    }
    Document document =
        GenericDOMImplementation.getDOMImplementation().createDocument(NAMESPACE, "svg", null);
    SVGGraphics2D graphics = new SVGGraphics2D(context(document, name), false);
    graphics.setSVGCanvasSize(new Dimension(width, height));
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    Element root = graphics.getRoot();
    graphics.dispose();
    SvgTidy.tidy(root, width, height, description);
    return text(root);
  }

  private static SVGGeneratorContext context(Document document, String name) {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setPrecision(DECIMALS);
    context.setIDGenerator(
        new SVGIDGenerator() {
          @Override
          public String generateID(String prefix) {
            return name + "-" + super.generateID(prefix);
          }
        });
    return context;
  }

  private static String text(Element root) {
    try {
      Transformer transformer = TransformerFactory.newInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter writer = new StringWriter();
      transformer.transform(new DOMSource(root), new StreamResult(writer));
      return writer.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException("A chart's SVG could not be written to memory", e);
    }
  }
}
