package org.dropoutdistillery.desktop.masks;

/** What the cells of a layer show. */
public enum ViewMode {
  ACTIVATION("activation × mask", "What each unit gives on after the mask"),
  MASK("mask only", "Which units the mask keeps, and by what factor"),
  KEEP_FREQUENCY("keep frequency", "In which share of the passes so far each unit was kept");

  private final String label;
  private final String explanation;

  ViewMode(String label, String explanation) {
    this.label = label;
    this.explanation = explanation;
  }

  public String label() {
    return label;
  }

  public String explanation() {
    return explanation;
  }
}
