package org.dropoutdistillery.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the bytes of a file come from; they can be read several times. */
interface ByteSource {
  /** Returns the path or resource name, for messages. */
  String name();

  /**
   * Opens the bytes from their start; the caller closes them.
   *
   * @throws IOException if they cannot be read
   */
  InputStream open() throws IOException;

  /**
   * Returns the number of bytes, or {@link Long#MAX_VALUE} where it is not known; {@link
   * Integer#MAX_VALUE} may stand for more.
   *
   * @param opened what {@link #open} gave, not yet read from
   * @throws IOException if it cannot be found out
   */
  long length(InputStream opened) throws IOException;

  static ByteSource of(Path file) {
    return new ByteSource() {
      @Override
      public String name() {
        return file.toString();
      }

      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }

      @Override
      public long length(InputStream opened) throws IOException {
        // Another file may have taken the name by now, and be shorter.
        return opened.available();
      }
    };
  }
}
