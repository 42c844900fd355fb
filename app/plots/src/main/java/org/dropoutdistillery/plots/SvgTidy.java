package org.dropoutdistillery.plots;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * Makes the SVG that Batik draws small and the same everywhere: no attributes that say what is so
 * anyway, our fonts, and text as wide as it was when the chart was laid out, whatever font a
 * reader's machine has.
 */
final class SvgTidy {
  private static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);
  private static final int SHORTEST_TO_FIT = 4;

  /** What Batik sets to its default value, and the fonts, which are set once at the root. */
  private static final Set<String> SUPERFLUOUS =
      Set.of(
          "color-interpolation",
          "color-rendering",
          "image-rendering",
          "shape-rendering",
          "text-rendering",
          "xml:space",
          "xmlns:xlink",
          "contentScriptType",
          "contentStyleType",
          "zoomAndPan",
          "preserveAspectRatio",
          "version",
          "font-family");

  private SvgTidy() {}

  static void tidy(Element root, int width, int height, String description) {
    clean(root);
    root.setAttribute("viewBox", "0 0 " + width + " " + height);
    root.setAttribute("font-family", Theme.FONT_STACK);
    root.setAttribute("role", "img");
    Element title = root.getOwnerDocument().createElementNS(SvgWriter.NAMESPACE, "title");
    title.appendChild(root.getOwnerDocument().createTextNode(description));
    root.insertBefore(title, root.getFirstChild());
  }

  private static void clean(Element element) {
    for (Attr attribute : attributes(element)) {
      if (SUPERFLUOUS.contains(attribute.getName())) {
        element.removeAttributeNode(attribute);
      }
    }
    if (element.getTagName().equals("text")) {
      fit(element);
    }
    for (Node child : children(element)) {
      if (child.getNodeType() == Node.COMMENT_NODE) {
        element.removeChild(child);
      } else if (child instanceof Element inner) {
        clean(inner);
        if (isEmptyGroup(inner)) {
          element.removeChild(inner);
        }
      }
    }
  }

  private static boolean isEmptyGroup(Element element) {
    return Set.of("g", "defs").contains(element.getTagName()) && !element.hasChildNodes();
  }

  private static void fit(Element text) {
    String content = text.getTextContent();
    if (content.length() >= SHORTEST_TO_FIT) {
      double width = font(text).getStringBounds(content, MEASURE).getWidth();
      text.setAttribute("textLength", Figures.plain(Math.round(10 * width) / 10.0));
      text.setAttribute("lengthAdjust", "spacingAndGlyphs");
    }
  }

  private static Font font(Element text) {
    boolean bold = inherited(text, "font-weight").equals("bold");
    String size = inherited(text, "font-size").replace("px", "");
    Font font = (bold ? Theme.LIGHT.strongFont() : Theme.LIGHT.textFont());
    return size.isEmpty() ? font : font.deriveFont(Float.parseFloat(size));
  }

  private static String inherited(Element element, String attribute) {
    Node node = element;
    while (node instanceof Element holder) {
      if (holder.hasAttribute(attribute)) {
        return holder.getAttribute(attribute);
      }
      node = holder.getParentNode();
    }
    return "";
  }

  private static List<Attr> attributes(Element element) {
    NamedNodeMap map = element.getAttributes();
    List<Attr> attributes = new ArrayList<>();
    for (int i = 0; i < map.getLength(); i++) {
      attributes.add((Attr) map.item(i));
    }
    return attributes;
  }

  private static List<Node> children(Element element) {
    List<Node> nodes = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      nodes.add(node);
    }
    return nodes;
  }
}
