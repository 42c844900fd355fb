package org.dropoutdistillery.data;

import java.io.IOException;
import java.nio.file.Path;

/** A file that should be text and is none, or too much of it. */
public final class TextFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  TextFormatException(Path file, String found, String expected) {
    super(MessageLine.of("%s: %s, expected %s".formatted(file, found, expected)));
  }
}
