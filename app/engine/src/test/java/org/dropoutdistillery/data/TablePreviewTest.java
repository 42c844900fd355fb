package org.dropoutdistillery.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablePreviewTest {
  @TempDir Path folder;

  @Test
  void showsColumnsAndRowsOfATable() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "kind;size;mass\ncat;1;2.5\ndog;3;4\n");
    TablePreview preview = TablePreview.of(file);
    assertThat(preview.columns()).containsExactly("kind", "size", "mass");
    assertThat(preview.rows())
        .containsExactly(List.of("cat", "1", "2.5"), List.of("dog", "3", "4"));
    assertThat(preview.needsLabel()).isTrue();
    assertThat(preview.format()).contains("3 columns", "';'");
    assertThat(preview.guess(0)).isEqualTo(Task.CLASSES);
    assertThat(preview.guess(1)).isEqualTo(Task.CLASSES);
    assertThat(preview.guess(2)).isEqualTo(Task.NUMBERS);
  }

  @Test
  void readsNoMoreThanTheStart() throws IOException {
    String rows = "1.5,2,a\n".repeat(50_000);
    Path file = Files.writeString(folder.resolve("t.csv"), rows + "broken\"line,,,,\n");
    TablePreview preview = TablePreview.of(file);
    assertThat(preview.rows()).hasSizeBetween(50, 300);
    assertThat(preview.columns()).containsExactly("column 1", "column 2", "column 3");
  }

  @Test
  void showsTheFirstRowsOfAnArray() throws IOException {
    Path file = folder.resolve("a.npy");
    try (OutputStream out = Files.newOutputStream(file)) {
      Npy.write(out, NpyArray.ofFloats(new int[] {2, 3}, 1, 2, 0.5f, 4, 5, 1.5f));
    }
    TablePreview preview = TablePreview.of(file);
    assertThat(preview.rows()).containsExactly(List.of("1", "2", "0.5"), List.of("4", "5", "1.5"));
    assertThat(preview.guess(2)).isEqualTo(Task.NUMBERS);
    assertThat(preview.format()).contains("2, 3");
  }

  @Test
  void listsTheArraysOfAnArchive() throws IOException {
    Path file = folder.resolve("a.npz");
    try (OutputStream out = Files.newOutputStream(file)) {
      Npz.write(
          out,
          Map.of(
              "x",
              NpyArray.ofFloats(new int[] {2, 1}, 1, 2),
              "y",
              NpyArray.ofBytes((byte) 1, (byte) 0)));
    }
    TablePreview preview = TablePreview.of(file);
    assertThat(preview.needsLabel()).isFalse();
    assertThat(preview.rows()).extracting(row -> row.get(0)).containsExactlyInAnyOrder("x", "y");
  }

  @Test
  void refusesWhatIsNoData() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.csv"));
    assertThatThrownBy(() -> TablePreview.of(empty)).hasMessageContaining("empty.csv, line 1");
    Path words = Files.writeString(folder.resolve("words.txt"), "one\ntwo\n");
    assertThatThrownBy(() -> TablePreview.of(words)).hasMessageContaining("expected at least 2");
    Path idx = Files.write(folder.resolve("cut-idx3-ubyte"), new byte[] {0, 0, 8, 3, 0});
    assertThatThrownBy(() -> TablePreview.of(idx)).isInstanceOf(DatasetFormatException.class);
    assertThatThrownBy(() -> TablePreview.of(folder.resolve("none.csv")))
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> TablePreview.of(folder)).hasMessageContaining("no such file");
  }
}
