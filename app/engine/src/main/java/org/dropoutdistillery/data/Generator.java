package org.dropoutdistillery.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.IntStream;
import org.dropoutdistillery.data.generate.Curve;
import org.dropoutdistillery.data.generate.CurvePoints;
import org.dropoutdistillery.data.generate.Plane;
import org.dropoutdistillery.data.generate.PlanePoints;

/** Laws that data sets can be drawn from. */
public enum Generator {
  /** See {@link Plane#moons}. */
  @JsonProperty("moons")
  MOONS {
    @Override
    Dataset drawn(String name, int rows, double noise, long seed) {
      return classes(name, Plane.moons(rows, noise, seed));
    }
  },
  /** See {@link Plane#circles}. */
  @JsonProperty("circles")
  CIRCLES {
    @Override
    Dataset drawn(String name, int rows, double noise, long seed) {
      return classes(name, Plane.circles(rows, noise, seed));
    }
  },
  /** Two arms, see {@link Plane#spirals}. */
  @JsonProperty("spirals")
  SPIRALS {
    @Override
    Dataset drawn(String name, int rows, double noise, long seed) {
      return classes(name, Plane.spirals(rows, 2, noise, seed));
    }
  },
  /** Three clouds, see {@link Plane#blobs}. */
  @JsonProperty("blobs")
  BLOBS {
    @Override
    Dataset drawn(String name, int rows, double noise, long seed) {
      return classes(name, Plane.blobs(rows, 3, noise, seed));
    }
  },
  /** See {@link Plane#xor}. */
  @JsonProperty("xor")
  XOR {
    @Override
    Dataset drawn(String name, int rows, double noise, long seed) {
      return classes(name, Plane.xor(rows, noise, seed));
    }
  },
  /** A number to predict, see {@link Curve#sine}. */
  @JsonProperty("sine")
  SINE {
    @Override
    Dataset drawn(String name, int rows, double noise, long seed) {
      CurvePoints points = Curve.sine(rows, noise, seed);
      return new Dataset(
          name, rows, 1, points.x(), new Responses(points.y(), "y"), List.of("x"), null);
    }
  };

  private static final int LEAST_ROWS = 10;

  /**
   * Draws a data set.
   *
   * @param rows number of rows, at least 10
   * @param noise standard deviation, 0 or more
   * @param seed of {@link org.dropoutdistillery.random.Stream#DATA}
   * @throws IllegalArgumentException if a number is out of range
   */
  public Dataset draw(String name, int rows, double noise, long seed) {
    if (rows < LEAST_ROWS || !(noise >= 0 && Double.isFinite(noise))) {
      throw new IllegalArgumentException(
          "%d rows and noise %s, expected at least %d rows and noise of 0 or more"
              .formatted(rows, noise, LEAST_ROWS));
    }
    return drawn(name, rows, noise, seed);
  }

  abstract Dataset drawn(String name, int rows, double noise, long seed);

  private static Dataset classes(String name, PlanePoints points) {
    List<String> names = IntStream.range(0, points.classes()).mapToObj(String::valueOf).toList();
    return new Dataset(
        name,
        points.labels().length,
        2,
        points.values(),
        new ClassLabels(points.labels(), names),
        List.of("x", "y"),
        null);
  }
}
