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
    public Dataset draw(String name, int rows, double noise, long seed) {
      return classes(name, Plane.moons(rows, noise, seed));
    }
  },
  /** See {@link Plane#circles}. */
  @JsonProperty("circles")
  CIRCLES {
    @Override
    public Dataset draw(String name, int rows, double noise, long seed) {
      return classes(name, Plane.circles(rows, noise, seed));
    }
  },
  /** Two arms, see {@link Plane#spirals}. */
  @JsonProperty("spirals")
  SPIRALS {
    @Override
    public Dataset draw(String name, int rows, double noise, long seed) {
      return classes(name, Plane.spirals(rows, 2, noise, seed));
    }
  },
  /** Three clouds, see {@link Plane#blobs}. */
  @JsonProperty("blobs")
  BLOBS {
    @Override
    public Dataset draw(String name, int rows, double noise, long seed) {
      return classes(name, Plane.blobs(rows, 3, noise, seed));
    }
  },
  /** See {@link Plane#xor}. */
  @JsonProperty("xor")
  XOR {
    @Override
    public Dataset draw(String name, int rows, double noise, long seed) {
      return classes(name, Plane.xor(rows, noise, seed));
    }
  },
  /** A number to predict, see {@link Curve#sine}. */
  @JsonProperty("sine")
  SINE {
    @Override
    public Dataset draw(String name, int rows, double noise, long seed) {
      CurvePoints points = Curve.sine(rows, noise, seed);
      return new Dataset(
          name, rows, 1, points.x(), new Responses(points.y(), "y"), List.of("x"), null);
    }
  };

  /**
   * Draws a data set.
   *
   * @param rows number of rows, at least 2 for each class
   * @param noise standard deviation, 0 or more
   * @param seed of {@link org.dropoutdistillery.random.Stream#DATA}
   */
  public abstract Dataset draw(String name, int rows, double noise, long seed);

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
