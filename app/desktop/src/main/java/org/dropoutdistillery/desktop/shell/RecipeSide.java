package org.dropoutdistillery.desktop.shell;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.scene.Node;

/**
 * Whether the recipe stands at the left of the window: where type is large and room small, it gives
 * way to the pages, until a person or a lesson wants it.
 */
final class RecipeSide {
  /** The least room for recipe and pages, in widths of 13-pixel type. */
  private static final double ROOMY = 1040;

  private final Node panel;
  private double width;
  private double scale = 1;
  // Null: as the room allows.
  private Boolean wanted;
  private boolean lent;

  RecipeSide(Node panel) {
    this.panel = panel;
    panel.managedProperty().bind(panel.visibleProperty());
  }

  ReadOnlyBooleanProperty shown() {
    return panel.visibleProperty();
  }

  /** Shows it if it is hidden, and hides it if it shows, whatever the room. */
  void toggle() {
    wanted = !panel.isVisible();
    lent = false;
    update();
  }

  /**
   * @param newWidth of the window, in pixels; 0 while nobody knows
   */
  void setWidth(double newWidth) {
    width = newWidth;
    update();
  }

  /** Takes on another size of type; what was wanted at another does not count any more. */
  void setScale(double newScale) {
    if (newScale != scale) {
      scale = newScale;
      wanted = null;
    }
    update();
  }

  /**
   * Shows it as long as this is part of it.
   *
   * @param node null for nothing
   */
  void lendFor(Node node) {
    lent = isWithin(node);
    update();
  }

  private boolean isWithin(Node node) {
    return node != null && (node == panel || isWithin(node.getParent()));
  }

  private void update() {
    boolean roomy = width <= 0 || width / scale >= ROOMY;
    panel.setVisible(lent || (wanted == null ? roomy : wanted));
  }
}
