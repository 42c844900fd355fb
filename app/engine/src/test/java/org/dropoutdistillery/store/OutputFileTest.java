package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir Path folder;

  @Test
  void aFileIsWrittenOrReplacedAndNothingElseIsLeft() throws IOException {
    Path file = Files.writeString(folder.resolve("model.npz"), "a longer one from before");
    OutputFile.at(file).write(CONTENT);
    OutputFile.at(folder.resolve("other")).write(CONTENT);

    assertThat(file).hasBinaryContent(CONTENT);
    assertThat(names()).containsExactly("model.npz", "other");
  }

  @Test
  void whatALinkLeadsToIsReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("real"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    OutputFile.at(link).write(CONTENT);

    assertThat(file).hasBinaryContent(CONTENT);
    assertThat(link).isSymbolicLink();
  }

  @Test
  void whatIsNoPlaceForAFileIsRefusedBeforeAnyWork() {
    assertThatIOException()
        .isThrownBy(() -> OutputFile.at(folder))
        .withMessage("cannot write %s: it is a folder, expected the name of a file", folder);
    Path deep = folder.resolve("none/model.npz");
    assertThatIOException()
        .isThrownBy(() -> OutputFile.at(deep))
        .withMessage(
            "cannot write %s: there is no folder %s; make it first", deep, deep.getParent());
  }

  @Test
  void aDeviceIsNeverReplaced() {
    Path device = Path.of("/dev/null");
    assumeThat(Files.exists(device)).isTrue();

    assertThatIOException()
        .isThrownBy(() -> OutputFile.at(device))
        .withMessageContaining("it is a device");
  }

  @Test
  void aWriteThatBreaksOffLeavesWhatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("model.npz"), "before");
    OutputFile output = OutputFile.at(file);

    // Channels refuse to write for an interrupted thread.
    Thread.currentThread().interrupt();
    assertThatIOException()
        .isThrownBy(() -> output.write(CONTENT))
        .withMessageStartingWith("cannot write " + file);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(file).hasContent("before");
    assertThat(names()).containsExactly("model.npz");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
