package org.dropoutdistillery.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.dropoutdistillery.data.generate.Plane;
import org.dropoutdistillery.data.generate.PlanePoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratorTest {
  private static final double TINY = 1e-6;

  @ParameterizedTest
  @EnumSource(Generator.class)
  void isAFunctionOfItsSeed(Generator generator) {
    Dataset first = generator.draw("g", 200, 0.1, 7);
    Dataset again = generator.draw("g", 200, 0.1, 7);
    Dataset other = generator.draw("g", 200, 0.1, 8);

    assertThat(again.values()).containsExactly(first.values());
    assertThat(other.values()).isNotEqualTo(first.values());
    assertThat(again.targets()).usingRecursiveComparison().isEqualTo(first.targets());
    assertThat(first.rows()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(value = Generator.class, mode = EnumSource.Mode.EXCLUDE, names = "SINE")
  void sharesRowsOutEvenlyAndInRandomOrder(Generator generator) {
    Dataset dataset = generator.draw("g", 301, 0.1, 1);

    int[] counts = dataset.classCounts();
    assertThat(Arrays.stream(counts).sum()).isEqualTo(301);
    for (int count : counts) {
      assertThat(count).isBetween(301 / counts.length, 301 / counts.length + 1);
    }
    // In order, the first half would be of the first classes alone.
    int[] firstHalf = dataset.labelsOf(IntStream.range(0, 150).toArray());
    for (int k = 0; k < counts.length; k++) {
      int label = k;
      assertThat(Arrays.stream(firstHalf).filter(l -> l == label).count())
          .isBetween(counts[k] / 3L, 2L * counts[k] / 3);
    }
  }

  @Test
  void putsMoonsOnHalfCirclesLikeScikitLearn() {
    Dataset moons = Generator.MOONS.draw("moons", 101, 0, 3);

    assertThat(moons.classCounts()).containsExactly(50, 51);
    for (int row = 0; row < 101; row++) {
      double x = moons.values()[2 * row];
      double y = moons.values()[2 * row + 1];
      boolean upper = moons.labels()[row] == 0;
      assertThat(upper ? Math.hypot(x, y) : Math.hypot(x - 1, y - 0.5)).isCloseTo(1, within(TINY));
      assertThat(upper ? y : 0.5 - y).isGreaterThan(-TINY);
    }
    // Both ends of both half circles.
    assertThat(points(moons)).contains("1.000 0.000", "-1.000 0.000", "0.000 0.500", "2.000 0.500");
  }

  @Test
  void putsCirclesOnCirclesWithoutARepeatedPoint() {
    Dataset circles = Generator.CIRCLES.draw("circles", 100, 0, 3);

    for (int row = 0; row < 100; row++) {
      assertThat(Math.hypot(circles.values()[2 * row], circles.values()[2 * row + 1]))
          .isCloseTo(circles.labels()[row] == 0 ? 1 : 0.5, within(TINY));
    }
    assertThat(points(circles)).doesNotHaveDuplicates();
  }

  @Test
  void putsSpiralsOnArmsThatAreTurnedCopies() {
    PlanePoints spirals = Plane.spirals(300, 3, 0, 3);

    assertThat(spirals.classes()).isEqualTo(3);
    for (int row = 0; row < 300; row++) {
      double x = spirals.values()[2 * row];
      double y = spirals.values()[2 * row + 1];
      double radius = Math.hypot(x, y);
      double expected =
          2.5 * Math.PI * (radius - 0.1) / 0.9 + 2 * Math.PI * spirals.labels()[row] / 3;
      assertThat(radius).isBetween(0.1 - TINY, 1 + TINY);
      assertThat(Math.cos(expected - Math.atan2(y, x))).isCloseTo(1, within(TINY));
    }
  }

  @Test
  void putsBlobsAroundPointsOfTheUnitCircle() {
    Dataset exact = Generator.BLOBS.draw("blobs", 30, 0, 1);
    Dataset noisy = Generator.BLOBS.draw("blobs", 30_000, 0.5, 1);

    assertThat(points(exact)).containsOnly("1.000 0.000", "-0.500 0.866", "-0.500 -0.866");
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < 30_000; row++) {
      double away = noisy.values()[2 * row] - Math.cos(2 * Math.PI * noisy.labels()[row] / 3);
      sum += away;
      squares += away * away;
    }
    // Five standard errors of the mean and of the variance.
    assertThat(sum / 30_000).isCloseTo(0, offset(5 * 0.5 / Math.sqrt(30_000)));
    assertThat(squares / 30_000).isCloseTo(0.25, offset(5 * 0.25 * Math.sqrt(2.0 / 30_000)));
  }

  @Test
  void fillsTheFourQuartersOfXorEvenly() {
    Dataset xor = Generator.XOR.draw("xor", 4000, 0, 1);

    int[] quarters = new int[4];
    for (int row = 0; row < 4000; row++) {
      float x = xor.values()[2 * row];
      float y = xor.values()[2 * row + 1];
      assertThat(x).isBetween(-1f, 1f);
      assertThat(y).isBetween(-1f, 1f);
      assertThat(xor.labels()[row]).isEqualTo(x >= 0 == y >= 0 ? 0 : 1);
      quarters[(x >= 0 ? 1 : 0) + (y >= 0 ? 2 : 0)]++;
    }
    for (int quarter : quarters) {
      // Each half of a class of 2000: five standard deviations.
      assertThat(quarter).isBetween(1000 - 112, 1000 + 112);
    }
  }

  @Test
  void putsTheSineOnItsCurveAndAddsNoiseToIt() {
    Dataset exact = Generator.SINE.draw("sine", 500, 0, 1);
    Dataset noisy = Generator.SINE.draw("sine", 20_000, 0.2, 1);

    for (int row = 0; row < 500; row++) {
      assertThat(exact.responses()[row]).isEqualTo((float) Math.sin(2 * exact.values()[row]));
      assertThat(exact.values()[row]).isBetween(-3f, 3f);
    }
    double squares = 0;
    for (int row = 0; row < 20_000; row++) {
      double away = noisy.responses()[row] - Math.sin(2 * noisy.values()[row]);
      squares += away * away;
    }
    assertThat(squares / 20_000).isCloseTo(0.04, offset(5 * 0.04 * Math.sqrt(2.0 / 20_000)));
  }

  private static String[] points(Dataset dataset) {
    return IntStream.range(0, dataset.rows())
        .mapToObj(
            row ->
                "%.3f %.3f"
                    .formatted(dataset.values()[2 * row] + 0f, dataset.values()[2 * row + 1] + 0f)
                    .replace("-0.000", "0.000"))
        .toArray(String[]::new);
  }
}
