package org.dropoutdistillery.data;

import java.io.IOException;
import java.io.InputStream;

/** Reads one file format. */
public interface DatasetReader {
  /**
   * Reads a whole data set. The caller closes the stream.
   *
   * @param name name of the data set
   * @param in bytes of the file
   * @param source its path or resource name, for messages
   * @throws DatasetFormatException if the file does not hold what {@code layout} says
   * @throws IOException if the file cannot be read
   */
  Dataset read(String name, InputStream in, String source, TableLayout layout) throws IOException;
}
