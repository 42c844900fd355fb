package org.dropoutdistillery.desktop.masks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dropoutdistillery.nn.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CellGridTest {
  static List<CellGrid> grids() {
    return List.of(
        CellGrid.maps(new Shape(32, 28, 28), 560, 2),
        CellGrid.maps(new Shape(5, 3, 4), 60, 3),
        CellGrid.map(new Shape(16, 14, 14), 7, 300, 280),
        CellGrid.flat(Shape.flat(30), 100, 100, 36),
        CellGrid.flat(new Shape(1, 8, 8), 100, 100, 36));
  }

  @ParameterizedTest
  @MethodSource("grids")
  void thePointInTheMiddleOfACellFindsItsUnit(CellGrid grid) {
    for (int unit = 0; unit < grid.shape().size(); unit++) {
      if (grid.shows(unit)) {
        double middle = grid.painted() / 2.;
        assertThat(grid.unitAt(grid.x(unit) + middle, grid.y(unit) + middle)).isEqualTo(unit);
        assertThat(grid.x(unit) + grid.painted()).isLessThanOrEqualTo(grid.width());
        assertThat(grid.y(unit) + grid.painted()).isLessThanOrEqualTo(grid.height());
      }
    }
    assertThat(grid.unitAt(-1, 0)).isEqualTo(-1);
    assertThat(grid.unitAt(grid.width(), 0)).isEqualTo(-1);
  }

  @Test
  void betweenMapsThereIsNoUnit() {
    CellGrid grid = CellGrid.maps(new Shape(4, 3, 3), 100, 5);
    assertThat(grid.unitAt(3 * 5 + 1, 2)).isEqualTo(-1);
  }

  @Test
  void aMapOfChannelsTakesItsOwnUnitsOnly() {
    CellGrid grid = CellGrid.map(new Shape(3, 2, 2), 1, 50, 50);
    assertThat(List.of(0, 1, 2, 3, 4)).filteredOn(grid::shows).containsExactly(1, 4);
    assertThat(grid.unitAt(30, 30)).isEqualTo(3 * 3 + 1);
  }
}
