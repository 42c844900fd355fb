package org.dropoutdistillery.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByteSourceTest {
  @TempDir private Path folder;

  /** Else a file that is whole would be called cut off. */
  @Test
  void theLengthIsThatOfTheFileThatWasOpened() throws IOException {
    Path file = Files.write(folder.resolve("images"), new byte[70_000]);
    ByteSource source = ByteSource.of(file);
    try (InputStream opened = source.open()) {
      Path other = Files.write(folder.resolve("other"), new byte[3]);
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

      assertThat(source.length(opened)).isEqualTo(70_000);
    }
    try (InputStream opened = source.open()) {
      assertThat(source.length(opened)).isEqualTo(3);
    }
  }
}
