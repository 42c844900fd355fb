package org.dropoutdistillery.desktop.masks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.dropoutdistillery.desktop.panel.ConvRecipe;
import org.dropoutdistillery.desktop.session.TinyBench;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.nn.Shape;
import org.dropoutdistillery.predict.ForcedUnits.Force;
import org.dropoutdistillery.predict.ForcedUnits.Unit;
import org.dropoutdistillery.run.MapMasks;
import org.dropoutdistillery.run.Recipe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What page Masks knows of feature maps, without a toolkit. */
class MapsModelTest {
  private static final long SECOND = 1_000_000_000;
  @TempDir Path folder;
  private Workbench workbench;
  private MasksModel model;
  private long now = 1;

  private void open(Recipe recipe) {
    workbench = SmallRun.open(recipe, folder);
    model = new MasksModel(workbench, Runnable::run);
    SmallRun.await(
        workbench,
        () -> {
          refresh();
          return model.view().get() != null;
        });
  }

  @AfterEach
  void close() {
    model.close();
    TinyBench.close(workbench);
  }

  private void refresh() {
    now += SECOND;
    model.refresh(now);
  }

  private MaskView view() {
    refresh();
    refresh();
    return model.view().get();
  }

  private DropSite site(int number) {
    return view().dropSites().get(number);
  }

  @Test
  void theSitesOfAConvolutionalNetHaveTheirShapes() {
    open(ConvRecipe.of());
    assertThat(view().dropSites())
        .extracting(DropSite::shape)
        .containsExactly(
            new Shape(1, 8, 8), new Shape(4, 8, 8), new Shape(6, 4, 4), Shape.flat(12));
    assertThat(view().dropSites())
        .extracting(DropSite::isMaps)
        .containsExactly(false, true, true, false);
    assertThat(site(0).isImage()).isTrue();
    assertThat(view().sites())
        .extracting(shown -> shown.factors().length)
        .containsExactly(64, 256, 96, 12);
    assertThat(SiteText.of(site(1))).isEqualTo("CONV 4×8×8, DROP 0.25");
    assertThat(SiteText.of(site(3))).isEqualTo("DENSE 12, DROP 0.50");
  }

  /** What is dropped together is said above the cells, and seen in them. */
  @ParameterizedTest
  @CsvSource({
    "channel, null, CONV 4×8×8_ DROP 0.25 BY MAP, true",
    "block, 3, CONV 4×8×8_ DROP 0.25 IN BLOCKS OF 3, false",
    "checkerboard, 2, CONV 4×8×8_ DROP 0.25 IN CHECKERS OF 2, false"
  })
  void masksOfMapsSayWhatIsDroppedTogether(
      String masks, String side, String heading, boolean wholeMaps) {
    open(ConvRecipe.of("teacher.layers[0].masks", masks, "teacher.layers[0].blockSize", side));
    assertThat(SiteText.of(site(1))).isEqualTo(heading.replace('_', ','));
    assertThat(site(1).dropsMaps()).isEqualTo(wholeMaps);
    float[] factors = view().sites().get(1).factors();
    for (int map = 0; map < 4; map++) {
      int kept = site(1).nonzero(factors, map);
      if (wholeMaps) {
        assertThat(kept).isIn(0, 64);
      }
    }
    if (masks.equals("block")) {
      assertThat(droppedBesideAnother(factors)).isTrue();
    }
    if (masks.equals("checkerboard")) {
      assertSquaresAreAlike(factors, 2);
    }
  }

  /** Away from the edges, no dropped unit of a block stands alone. */
  private boolean droppedBesideAnother(float[] factors) {
    DropSite site = site(1);
    for (int unit = 0; unit < factors.length; unit++) {
      int line = site.line(unit);
      int column = site.column(unit);
      boolean inside = line > 0 && line < 7 && column > 0 && column < 7;
      if (inside && factors[unit] == 0) {
        int lineBelow = 8 * 4;
        boolean beside = factors[unit - 4] == 0 || factors[unit + 4] == 0;
        boolean above = factors[unit - lineBelow] == 0 || factors[unit + lineBelow] == 0;
        if (!beside || !above) {
          return false;
        }
      }
    }
    return true;
  }

  private void assertSquaresAreAlike(float[] factors, int side) {
    DropSite site = site(1);
    for (int unit = 0; unit < factors.length; unit++) {
      int line = site.line(unit) / side * side;
      int column = site.column(unit) / side * side;
      assertThat(factors[unit]).isEqualTo(factors[(8 * line + column) * 4 + site.map(unit)]);
    }
  }

  @Test
  void aUnitIsNamedByChannelLineAndColumn() {
    open(ConvRecipe.of());
    int unit = (2 * 4 + 3) * 6 + 5; // line 2, column 3, channel 5
    assertThat(UnitText.of(view(), site(2), unit))
        .startsWith("channel 5, line 2, column 3 (unit 71)\n" + view().address() + " / layer 2\n");
    assertThat(site(2).unitsOf(5)).contains(new Unit(2, unit)).hasSize(16);
    assertThat(UnitText.of(view(), site(0), 17)).startsWith("line 2, column 1 (unit 17)");
  }

  @Test
  void forcingAMapOffSilencesItInEveryPredictionOfTheTeacher() {
    open(ConvRecipe.of("teacher.training.epochs", "6"));
    SmallRun.runToItsEnd(workbench);
    SmallRun.await(
        workbench,
        () -> {
          refresh();
          return model.view().get() != null && model.view().get().student() != null;
        });
    MaskView free = view();
    for (int map = 0; map < 4; map++) {
      model.force(site(1).unitsOf(map), Force.OFF);
    }
    MaskView forced = view();
    assertThat(forced.sites().get(1).values()).containsOnly(0);
    assertThat(forced.mask()).isNotEqualTo(free.mask());
    assertThat(forced.monteCarlo()).isNotEqualTo(free.monteCarlo());
    assertThat(forced.standard()).isNotEqualTo(free.standard());
    assertThat(forced.student()).containsExactly(free.student());
    assertThat(ForcedSentence.of(forced, 0, false))
        .startsWith("Forcing maps 0, 1, 2 and 3 of layer 1 off: this mask ");
    assertThat(site(1).forcedMaps(forced.forced())).containsOnly(Force.OFF);

    model.force(List.of(new Unit(1, 0)), Force.FREE);
    assertThat(site(1).forcedMaps(view().forced()))
        .containsExactly(Force.FREE, Force.OFF, Force.OFF, Force.OFF);
    assertThat(ForcedSentence.of(view(), 0, false))
        .startsWith("Forcing maps 1, 2 and 3 of layer 1 off and 63 units off: ");
  }

  @Test
  void anOpenMapIsKeptUntilLayersHaveNoSuchMap() {
    open(ConvRecipe.of());
    model.openMap(2, 5);
    assertThat(view().keepFrequency()[2]).hasSize(96); // told beside the map
    model.stepMap(1);
    assertThat(model.opened().get()).isEqualTo(new OpenMap(2, 0));
    model.stepMap(-1);
    assertThat(model.opened().get()).isEqualTo(new OpenMap(2, 5));
    workbench.open(ConvRecipe.of("teacher.layers[1].channels", "5"));
    SmallRun.await(
        workbench,
        () -> {
          refresh();
          MaskView view = model.view().get();
          return view != null && view.dropSites().get(2).shape().channels() == 5;
        });
    assertThat(model.opened().get()).isNull();
  }

  @Test
  void sitesSayWhetherTheyAreRandomAtTestTime() {
    open(ConvRecipe.of("teacher.layers[0].batchNorm", "true", "teacher.layers[1].dropRate", "0.0"));
    assertThat(SiteText.of(site(1))).isEqualTo("CONV 4×8×8, DROP 0.25, NORM FROZEN");
    assertThat(SiteText.randomness(site(1)))
        .startsWith("Random at test time")
        .contains("Batch normalisation is frozen");
    assertThat(SiteText.randomness(site(2)))
        .isEqualTo("Not random at test time: nothing is dropped here");
    assertThat(site(2).masks()).isEqualTo(MapMasks.ELEMENT);
  }
}
