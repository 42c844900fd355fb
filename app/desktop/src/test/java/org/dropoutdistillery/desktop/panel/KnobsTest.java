package org.dropoutdistillery.desktop.panel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.RecipeJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnobsTest {
  /** What stands elsewhere in the window, or is no value to turn. */
  private static final Set<String> ELSEWHERE =
      Set.of("version", "name", "description", "seed", "changes", "data.label", "data.task");

  static List<Recipe> recipes() {
    List<Recipe> recipes = new ArrayList<>();
    new RecipeCatalog().names().forEach(name -> recipes.add(new RecipeCatalog().load(name)));
    recipes.add(ConvRecipe.of());
    return recipes;
  }

  private static List<Knob> knobs(Recipe recipe) {
    return Knobs.of(recipe).stream().flatMap(group -> group.knobs().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyValueOfARecipeHasOneKnob(Recipe recipe) {
    Set<String> keys = new TreeSet<>();
    collect("", RecipeJson.toTree(recipe), keys);
    keys.removeAll(ELSEWHERE);
    keys.remove(DatasetRow.KEY);
    assertThat(knobs(recipe)).extracting(Knob::key).containsExactlyInAnyOrderElementsOf(keys);
  }

  private static void collect(String path, JsonNode node, Set<String> keys) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  collect(
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      field.getValue(),
                      keys));
    } else if (node.isArray() && path.equals("teacher.layers")) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "[" + i + "]", node.get(i), keys);
      }
    } else if (path.endsWith(".pool")) { // a layer without pooling can get one
      keys.addAll(List.of(path + ".kind", path + ".size", path + ".stride"));
    } else {
      keys.add(path);
    }
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyValueOfABuiltInRecipeIsWithinReach(Recipe recipe) {
    for (Knob knob : knobs(recipe)) {
      JsonNode value = LayerEdits.value(recipe, knob.key());
      if (knob.kind() instanceof Knob.Kind.Slide slide) {
        assertThat(slide.scale().reaches(value.doubleValue()))
            .as(knob.key() + " " + value)
            .isTrue();
      } else if (knob.kind() instanceof Knob.Kind.Choice choice) {
        assertThat(choice.options())
            .as(knob.key())
            .extracting(Knob.Option::json)
            .contains(value.toString());
      } else if (knob.kind() instanceof Knob.Kind.Entry entry && value.isNull()) {
        assertThat(entry.none()).as(knob.key()).isNotBlank();
      }
    }
  }

  @Test
  void tellsOfEachKnobWhatItDoesAndWhenItActs() {
    for (Knob knob : knobs(ConvRecipe.of())) {
      assertThat(knob.tip()).as(knob.key()).isNotBlank();
      assertThat(knob.label()).as(knob.key()).isNotBlank();
      assertThat(knob.tooltip()).contains(LiveChange.isLive(knob.key()) ? "⚡" : "↻");
    }
  }

  @Test
  void slidersReachTheirEndsAndComeBackToTheirValues() {
    for (Knob knob : knobs(ConvRecipe.of())) {
      if (knob.kind() instanceof Knob.Kind.Slide slide) {
        Scale scale = slide.scale();
        assertThat(scale.value(1)).as(knob.key()).isEqualTo(scale.high());
        assertThat(scale.reaches(scale.value(0))).as(knob.key()).isTrue();
        for (double position = 0; position <= 1; position += 0.05) {
          double value = scale.value(position);
          assertThat(scale.value(scale.position(value))).as(knob.key()).isEqualTo(value);
        }
      }
    }
  }
}
