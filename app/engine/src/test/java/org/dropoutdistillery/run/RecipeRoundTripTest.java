package org.dropoutdistillery.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dropoutdistillery.data.ScratchFile;

/** A recipe comes back from its file, and from other JSON that it is part of, as it was. */
class RecipeRoundTripTest {
  @Property
  void aFile(@ForAll("recipes") Recipe recipe) throws IOException {
    String text = RecipeJson.write(recipe);
    Recipe read =
        ScratchFile.through(
            out -> out.write(text.getBytes(UTF_8)), file -> RecipeJson.read(file, Map.of()));

    assertThat(read).isEqualTo(recipe);
    assertThat(RecipeJson.write(read)).isEqualTo(text);
  }

  @Property
  void aPartOfOtherJson(@ForAll("recipes") Recipe recipe) {
    assertThat(RecipeJson.ofTree("tree", RecipeJson.toTree(recipe))).isEqualTo(recipe);
  }

  @Property
  void whatIsInForceAtTheEndIsARecipe(@ForAll("recipes") Recipe recipe) {
    Recipe settled = recipe.settled();

    assertThat(RecipeJson.read("settled", RecipeJson.write(settled))).isEqualTo(settled);
    assertThat(settled.changes()).isEmpty();
  }

  @Property
  void whatIsNoNumberIsRefusedWithItsKey(
      @ForAll("recipes") Recipe recipe,
      @ForAll("keys") String key,
      @ForAll("noNumbers") String value) {
    String text = RecipeJson.write(recipe);

    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> RecipeJson.read("r", text, Map.of(key, value)))
        .withMessageStartingWith("r: " + key + ": ");
  }

  @Provide
  Arbitrary<Recipe> recipes() {
    return Draw.arbitrary(AnyRecipe::of);
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.of(
        "data.noise",
        "data.testFraction",
        "data.validationFraction",
        "teacher.inputDropRate",
        "teacher.expectationLinear",
        "teacher.layers[0].dropRate",
        "teacher.training.learningRate",
        "teacher.training.maxNorm",
        "student.averagedShare",
        "student.transferInputs.noise",
        "student.transferInputs.pairWeight",
        "student.training.momentum",
        "student.training.weightDecay",
        "evaluation.expectationLinear",
        "evaluation.confidence");
  }

  @Provide
  Arbitrary<String> noNumbers() {
    return Arbitraries.of("1e999", "-1e999", "NaN", "\"NaN\"", "-Infinity", "\"Infinity\"");
  }
}
