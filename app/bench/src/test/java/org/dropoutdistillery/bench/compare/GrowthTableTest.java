package org.dropoutdistillery.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.bench.Growth;
import org.junit.jupiter.api.Test;

class GrowthTableTest {
  private static GrowthTable.Point point(int size, double millis) {
    return new GrowthTable.Point(size, millis, 2 * millis, 10);
  }

  @Test
  void theSlopeIsThePowerOfTheSize() {
    List<GrowthTable.Point> points = new ArrayList<>();
    for (int size : new int[] {1, 2, 4, 8}) {
      points.add(point(size, 3 * Math.pow(size, 1.5)));
    }
    assertThat(GrowthTable.slope(points)).isCloseTo(1.5, within(1e-12));
  }

  @Test
  void theSlopeAtTheEndLeavesOutWhatSmallSizesCostAnyway() {
    List<GrowthTable.Point> points =
        List.of(point(1, 8), point(2, 8), point(4, 8), point(8, 16), point(16, 32));
    assertThat(GrowthTable.slopeAtTheEnd(points)).isCloseTo(1, within(1e-12));
    assertThat(GrowthTable.slope(points)).isLessThan(.6);
  }

  @Test
  void sizesThatWereNotMeasuredAreLeftOut() {
    Map<String, Series> series = new HashMap<>();
    for (int size : new int[] {64, 256}) {
      String key = GrowthTable.key(Growth.WIDTH, size);
      for (String what : List.of(GrowthTable.TOGETHER, GrowthTable.ALONE, GrowthTable.MEMORY)) {
        series.put(key + what, new Series(key + what, "ms", "", List.of((double) size)));
      }
    }
    List<GrowthTable.Point> points = new GrowthTable(series).points(Growth.WIDTH);
    assertThat(points).extracting(GrowthTable.Point::size).containsExactly(64, 256);
    assertThat(GrowthTable.line(Growth.WIDTH, points)).contains("| 64, 256 |", "| 1.00 | 1.00 |");
    assertThat(GrowthChart.svg(Map.of(Growth.WIDTH, points))).contains("<svg", "784-w-w-10");
  }
}
