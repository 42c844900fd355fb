package org.dropoutdistillery.desktop.page;

import javafx.scene.Parent;
import org.dropoutdistillery.desktop.session.Look;

/** One of the pages in the centre of the window. All methods belong to the FX thread. */
public interface Page {
  /** Returns the name on its tab. */
  String title();

  /** Returns what it shows; the same node each time. */
  Parent view();

  /**
   * Draws what is new. Called some ten times a second while the page shows, and at once when it
   * begins to show; a page that needs less looks whether enough time has gone by.
   *
   * @param nanoTime of {@link System#nanoTime}
   */
  void refresh(long nanoTime);

  /**
   * Goes back from what was opened on the page, if there is anything: Escape was pressed.
   *
   * @return whether there was
   */
  default boolean goBack() {
    return false;
  }

  /** Takes on another look. */
  void setLook(Look look);
}
