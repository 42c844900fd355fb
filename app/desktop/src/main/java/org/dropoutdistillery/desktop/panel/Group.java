package org.dropoutdistillery.desktop.panel;

import java.util.List;

/**
 * A part of the recipe panel.
 *
 * @param title its heading
 * @param knobs from top to bottom, those that are folded away last
 */
public record Group(String title, List<Knob> knobs) {
  public Group {
    knobs = List.copyOf(knobs);
  }
}
