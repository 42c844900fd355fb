package org.dropoutdistillery.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads what NumPy wrote; the sums and single values were computed with NumPy 1.24. */
class ReferenceArraysTest {
  @ParameterizedTest
  @CsvSource({
    "digits-mlp, lin.0.weight, 256x64, -266.9417116259792, 0.1021927, -0.023737554",
    "digits-mlp, lin.0.bias, 256, -14.812445332514471, -0.08846584, -0.0077851433",
    "digits-mlp, lin.1.weight, 256x256, -392.75886383563136, 0.116229065, -0.102676556",
    "digits-mlp, lin.2.weight, 10x256, 6.463508261656898, 0.26655945, 0.20553891",
    "cancer-mlp, lin.0.weight, 64x30, 5.900284814240877, -0.39416906, -0.030599885",
    "cancer-mlp, lin.1.bias, 64, -1.1858165177691262, 0.02215305, -0.053154606",
    "cancer-mlp, lin.2.weight, 2x64, 2.5686340490356088, -0.081872545, -0.19729237",
    "moons-tiny, lin.0.weight, 6x2, -0.009678870439529419, 0.3614803, -1.388986",
    "moons-tiny, lin.1.weight, 5x6, 1.8632526844739914, -0.4957617, 0.54497236",
    "digits-mlp.expected, x, 100x64, 1913.5625, 0, 0",
    "cancer-mlp.expected, x, 100x30, 152.47705210116692, -1.5230497, -1.1449175"
  })
  void readsFloats(String file, String name, String shape, double sum, float first, float last)
      throws Exception {
    NpyArray array = read(file).get(name);

    assertThat(shape(array)).isEqualTo(shape);
    float[] values = array.floats();
    assertThat(values[0]).isEqualTo(first);
    assertThat(values[values.length - 1]).isEqualTo(last);
    assertThat(Arrays.stream(array.doubles()).sum()).isCloseTo(sum, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "digits-mlp.expected, logits, 100x10, 173.41074977070093, -7.540675163269043",
    "digits-mlp.expected, mc, 100x10, 100, 7.542199478772711e-06",
    "cancer-mlp.expected, standard, 100x2, 100, 5.829585122079752e-09",
    "moons-tiny.expected, geometric, 100x2, 100, 0.3289583127563483",
    "moons-tiny.exact, exact, 100x2, 100, 0.33533323816313554"
  })
  void readsDoubles(String file, String name, String shape, double sum, double first)
      throws Exception {
    NpyArray array = read(file).get(name);

    assertThat(shape(array)).isEqualTo(shape);
    assertThat(array.doubles()[0]).isEqualTo(first);
    assertThat(Arrays.stream(array.doubles()).sum()).isCloseTo(sum, within(1e-9));
  }

  @Test
  void readsAScalar() throws Exception {
    NpyArray passes = read("digits-mlp.expected").get("passes");

    assertThat(passes.shape()).isEmpty();
    assertThat(passes.longs()).containsExactly(20000);
  }

  @Test
  void readsNamesInTheOrderOfTheFile() throws Exception {
    assertThat(read("digits-mlp").keySet())
        .containsExactly(
            "lin.0.weight",
            "lin.0.bias",
            "lin.1.weight",
            "lin.1.bias",
            "lin.2.weight",
            "lin.2.bias");
  }

  /** The logits and probabilities of one file belong together, so both were read as they are. */
  @Test
  void standardIsTheSoftmaxOfTheLogits() throws Exception {
    Map<String, NpyArray> expected = read("digits-mlp.expected");
    double[] logits = expected.get("logits").doubles();
    double[] standard = expected.get("standard").doubles();

    for (int row = 0; row < 100; row++) {
      double[] powers =
          IntStream.range(row * 10, row * 10 + 10).mapToDouble(i -> Math.exp(logits[i])).toArray();
      double sum = Arrays.stream(powers).sum();
      for (int k = 0; k < 10; k++) {
        assertThat(standard[row * 10 + k]).isCloseTo(powers[k] / sum, within(1e-12));
      }
    }
  }

  private static Map<String, NpyArray> read(String name) throws IOException, URISyntaxException {
    String resource = "/reference/" + name + ".npz";
    return Npz.read(Path.of(ReferenceArraysTest.class.getResource(resource).toURI()));
  }

  private static String shape(NpyArray array) {
    return String.join("x", Arrays.stream(array.shape()).mapToObj(String::valueOf).toList());
  }
}
