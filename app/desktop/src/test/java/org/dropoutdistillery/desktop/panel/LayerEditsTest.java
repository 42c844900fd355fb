package org.dropoutdistillery.desktop.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.dropoutdistillery.desktop.session.RecipeValues;
import org.dropoutdistillery.nn.Pooling;
import org.dropoutdistillery.run.MapMasks;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeException;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RecipeLayer;
import org.junit.jupiter.api.Test;

class LayerEditsTest {
  private static final String SECOND = "teacher.layers[1].";

  private static Recipe with(Recipe recipe, Map<String, String> values) {
    return RecipeJson.read("edited", RecipeValues.with(recipe, values));
  }

  private static Recipe set(Recipe recipe, String key, String json) {
    return with(recipe, LayerEdits.of(recipe, key, json));
  }

  private static RecipeLayer.Conv second(Recipe recipe) {
    return (RecipeLayer.Conv) recipe.teacher().layers().get(1);
  }

  @Test
  void poolingIsTakenOffPutOnAndMadeGlobal() {
    Recipe none = set(ConvRecipe.of(), SECOND + "pool.kind", "\"none\"");
    assertThat(second(none).pool()).isNull();
    assertThat(LayerEdits.value(none, SECOND + "pool.kind").asText()).isEqualTo("none");
    assertThat(LayerEdits.value(none, SECOND + "pool.size").isNull()).isTrue();

    Recipe mean = set(none, SECOND + "pool.kind", "\"average\"");
    assertThat(second(mean).pool()).isEqualTo(new RecipeLayer.Pool(Pooling.Kind.AVERAGE, 2, 2));
    Recipe global = set(mean, SECOND + "pool.kind", "\"global_average\"");
    assertThat(second(global).pool())
        .isEqualTo(new RecipeLayer.Pool(Pooling.Kind.GLOBAL_AVERAGE, null, null));
    assertThat(second(set(global, SECOND + "pool.kind", "\"max\"")).pool())
        .isEqualTo(new RecipeLayer.Pool(Pooling.Kind.MAX, 2, 2));
  }

  @Test
  void windowsOfPoolingStaySideBySideUnlessTheirStrideIsTheirOwn() {
    Recipe three = set(ConvRecipe.of(), SECOND + "pool.size", "3");
    assertThat(second(three).pool()).isEqualTo(new RecipeLayer.Pool(Pooling.Kind.MAX, 3, 3));
    Recipe overlapping = set(three, SECOND + "pool.stride", "1");
    assertThat(second(overlapping).pool()).isEqualTo(new RecipeLayer.Pool(Pooling.Kind.MAX, 3, 1));
    assertThat(second(set(overlapping, SECOND + "pool.size", "2")).pool())
        .isEqualTo(new RecipeLayer.Pool(Pooling.Kind.MAX, 2, 1));
    assertThatThrownBy(() -> set(three, SECOND + "pool.size", "two"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(SECOND + "pool.size: \"two\", expected a whole number");
  }

  @Test
  void masksOfSquaresHaveASizeAndOthersHaveNone() {
    Recipe blocks = set(ConvRecipe.of(), SECOND + "masks", "\"block\"");
    assertThat(second(blocks).masks()).isEqualTo(MapMasks.BLOCK);
    assertThat(second(blocks).blockSize()).isEqualTo(2);
    Recipe larger = set(blocks, SECOND + "blockSize", "3");
    Recipe often = set(larger, SECOND + "dropRate", "0.7");
    Recipe checkers = set(often, SECOND + "masks", "\"checkerboard\"");
    assertThat(second(checkers).blockSize()).isEqualTo(3);
    assertThat(second(checkers).dropRate()).isEqualTo(.5); // no more can be dropped
    assertThat(second(set(checkers, SECOND + "masks", "\"channel\"")).blockSize()).isNull();
  }

  @Test
  void aStudentOfAConvolutionalTeacherKeepsAsManyLayers() {
    Recipe half = set(ConvRecipe.of(), "student.layers", "[2, 3, 6]");
    Recipe more = with(half, LayerEdits.inserted(half, 1, LayerEdits.convolution()));
    assertThat(more.student().layers()).isEqualTo(List.of(2, 8, 3, 6));
    assertThat(more.teacher().layers()).extracting(RecipeLayer::units).containsExactly(4, 8, 6, 12);
    Recipe fewer = with(more, LayerEdits.removed(more, 0));
    assertThat(fewer.student().layers()).isEqualTo(List.of(8, 3, 6));
  }

  @Test
  void aRefusalIsToldInTheTermsOfThePanel() {
    String kernel = "teacher.layers[0].kernel";
    assertThat(KnobText.problem(kernel, kernel + ": 4, expected an odd number"))
        .isEqualTo("4, expected an odd number");
    assertThat(KnobText.problem(kernel, "teacher.layers[0]: kernel of 9 × 9 is larger"))
        .isEqualTo("kernel of 9 × 9 is larger");
    assertThat(KnobText.problem(kernel, "teacher.layers[2]: pooling leaves nothing"))
        .isEqualTo("layer 3: pooling leaves nothing");
    assertThat(KnobText.problem("student.layers", "student.layers: [1], expected 3 numbers"))
        .isEqualTo("[1], expected 3 numbers");
  }

  @Test
  void moreThanOneNumberIsRefused() {
    for (String text : List.of("2,5", "3 7")) {
      assertThatThrownBy(() -> set(ConvRecipe.of(), SECOND + "pool.size", text))
          .isInstanceOf(RecipeException.class)
          .hasMessageContaining(SECOND + "pool.size");
    }
  }
}
