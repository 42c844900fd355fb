package org.dropoutdistillery.store;

import java.io.IOException;
import java.nio.file.Path;
import org.dropoutdistillery.data.MessageLine;

/**
 * A file of a saved run that does not hold what it should; the message says what and what would be
 * right.
 */
public final class ModelFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  public ModelFormatException(Path file, String problem) {
    super(MessageLine.of(file + ": " + problem));
  }
}
