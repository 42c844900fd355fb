package org.dropoutdistillery.data;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All images of a data set have one size and one channel. */
class ImageSizesTest {
  @TempDir Path folder;

  /** As many pixels, but in other lines. */
  @Test
  void testImagesOfAnotherSizeThanTheTrainingImagesAreRefusedWithBothShapes() throws IOException {
    ByteSource labels = idx("labels", 2);
    IdxReader.Part train = new IdxReader.Part(idx("train", 2, 2, 3), labels);
    IdxReader.Part test = new IdxReader.Part(idx("test", 2, 3, 2), labels);

    assertThatExceptionOfType(DatasetFormatException.class)
        .isThrownBy(() -> new IdxReader(255).read("images", List.of(train, test), List.of()))
        .withMessage(
            "%s, byte 4: found dimensions [2, 3, 2]; expected images like those of %s, [2, 2, 3]"
                .formatted(test.images().name(), train.images().name()));
  }

  @Test
  void imagesOfSeveralChannelsAreRefusedWithTheirShape() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Npz.write(
        bytes,
        Map.of(
            "x", NpyArray.ofFloats(new int[] {2, 1, 1, 3}, 1, 2, 3, 4, 5, 6),
            "y", NpyArray.ofLongs(new int[] {2}, 0, 1)));
    Path colours = Files.write(folder.resolve("colours.npz"), bytes.toByteArray());

    assertThatExceptionOfType(ArrayFormatException.class)
        .isThrownBy(() -> DatasetFile.read(colours, Optional.empty()))
        .withMessageContaining(
            "array 'x': found <f4 [2, 1, 1, 3]; expected [rows, features] or [rows, height, width]");
  }

  private ByteSource idx(String name, int... dimensions) throws IOException {
    int values = 1;
    for (int dimension : dimensions) {
      values *= dimension;
    }
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * dimensions.length + values);
    bytes.putInt(0x0800 + dimensions.length);
    for (int dimension : dimensions) {
      bytes.putInt(dimension);
    }
    return ByteSource.of(Files.write(folder.resolve(name), bytes.array()));
  }
}
