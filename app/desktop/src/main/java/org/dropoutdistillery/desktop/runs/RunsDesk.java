package org.dropoutdistillery.desktop.runs;

import java.nio.file.Path;

/** What the page needs of the window around it. */
public interface RunsDesk {
  /** Opens the folder of a run and shows its curve, having asked before work is lost. */
  void openRun(Path folder);

  /** Opens a recipe, having asked before work is lost. */
  void openRecipe(Path file);

  /** Asks a question and returns whether the answer is yes. */
  boolean ask(String title, String text, String yes, String no);

  /** Shows the page with this title. */
  void showPage(String title);
}
