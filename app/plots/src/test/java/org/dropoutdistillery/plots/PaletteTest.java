package org.dropoutdistillery.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaletteTest {
  private static final double FAR = 20;
  private static final double READABLE = 4.5;
  private static final double SEEN = 3;

  /**
   * Full sight, and two that lack a kind of cone: Machado, Oliveira and Fernandes, "A
   * Physiologically-based Model for Simulation of Color Vision Deficiency", 2009, severity 1, on
   * linear RGB.
   */
  private static List<Sight> sights() {
    return List.of(
        new Sight("full", new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}),
        new Sight(
            "protanopia",
            new double[][] {
              {0.152286, 1.052583, -0.204868},
              {0.114503, 0.786281, 0.099216},
              {-0.003882, -0.048116, 1.051998}
            }),
        new Sight(
            "deuteranopia",
            new double[][] {
              {0.367322, 0.860646, -0.227968},
              {0.280085, 0.672501, 0.047413},
              {-0.011820, 0.042940, 0.968881}
            }));
  }

  private record Sight(String name, double[][] matrix) {
    double[] lab(Color color) {
      double[] seen = times(matrix, linear(color));
      for (int i = 0; i < seen.length; i++) {
        seen[i] = Math.max(0, Math.min(1, seen[i]));
      }
      return PaletteTest.lab(seen);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private record Pair(String names, Color one, Color other) {}

  private static List<Palette> palettes() {
    return List.of(Palette.LIGHT, Palette.DARK);
  }

  private static List<Pair> pairs(Palette palette) {
    PredictorSeries[] all = PredictorSeries.values();
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < all.length; i++) {
      for (int j = 0; j < i; j++) {
        pairs.add(
            new Pair(all[i] + " and " + all[j], all[i].color(palette), all[j].color(palette)));
      }
    }
    return pairs;
  }

  @ParameterizedTest
  @MethodSource("sights")
  void thePredictorsAreToldApart(Sight sight) {
    for (Palette palette : palettes()) {
      assertThat(pairs(palette)).hasSize(3);
      for (Pair pair : pairs(palette)) {
        assertThat(distance(sight.lab(pair.one()), sight.lab(pair.other())))
            .as("CIELAB distance of %s, %s", pair.names(), palette)
            .isGreaterThanOrEqualTo(FAR);
      }
    }
  }

  @Test
  void linesAndTypeStandOutFromTheirGround() {
    for (Palette palette : palettes()) {
      for (PredictorSeries series : PredictorSeries.values()) {
        assertThat(contrast(series.color(palette), palette.background()))
            .as("contrast of %s, %s", series, palette)
            .isGreaterThanOrEqualTo(SEEN);
      }
      for (Color text : List.of(palette.text(), palette.muted())) {
        for (Color ground : List.of(palette.background(), palette.surface())) {
          assertThat(contrast(text, ground)).isGreaterThanOrEqualTo(READABLE);
        }
      }
    }
  }

  @Test
  void theDistanceIsThatOfCielab() {
    assertThat(lab(linear(Color.WHITE))[0]).isCloseTo(100, offset(.1));
    double[] red = lab(linear(Color.RED));
    assertThat(red[0]).isCloseTo(53.24, offset(.1));
    assertThat(red[1]).isCloseTo(80.09, offset(.1));
    assertThat(red[2]).isCloseTo(67.20, offset(.1));
  }

  private static double[] linear(Color color) {
    return new double[] {linear(color.getRed()), linear(color.getGreen()), linear(color.getBlue())};
  }

  private static double linear(int component) {
    double share = component / 255.0;
    return share <= .04045 ? share / 12.92 : Math.pow((share + .055) / 1.055, 2.4);
  }

  private static double contrast(Color one, Color other) {
    double first = luminance(one);
    double second = luminance(other);
    return (Math.max(first, second) + .05) / (Math.min(first, second) + .05);
  }

  private static double luminance(Color color) {
    double[] rgb = linear(color);
    return .2126 * rgb[0] + .7152 * rgb[1] + .0722 * rgb[2];
  }

  private static double[] lab(double[] rgb) {
    double[][] toXyz = {
      {.4124564, .3575761, .1804375}, {.2126729, .7151522, .0721750}, {.0193339, .1191920, .9503041}
    };
    double[] xyz = times(toXyz, rgb);
    double x = root(xyz[0] / .95047);
    double y = root(xyz[1]);
    double z = root(xyz[2] / 1.08883);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double root(double share) {
    return share > 216.0 / 24389 ? Math.cbrt(share) : (24389.0 / 27 * share + 16) / 116;
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] product = new double[vector.length];
    for (int row = 0; row < product.length; row++) {
      for (int i = 0; i < vector.length; i++) {
        product[row] += matrix[row][i] * vector[i];
      }
    }
    return product;
  }

  private static double distance(double[] one, double[] other) {
    return Math.sqrt(
        Math.pow(one[0] - other[0], 2)
            + Math.pow(one[1] - other[1], 2)
            + Math.pow(one[2] - other[2], 2));
  }
}
