package org.dropoutdistillery.data;

import java.util.List;

/** A data set was asked for that the catalog does not hold; the message lists those it does. */
public final class UnknownDatasetException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public UnknownDatasetException(String name, List<String> known) {
    super("no data set is called '%s'; known are: %s".formatted(name, String.join(", ", known)));
  }
}
