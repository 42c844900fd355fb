package org.dropoutdistillery.run;

import org.dropoutdistillery.data.MessageLine;

/** A recipe that cannot be read. The message names the recipe, the key, the value and what fits. */
public final class RecipeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RecipeException(String source, String problem) {
    super(MessageLine.of(source + ": " + problem));
  }
}
