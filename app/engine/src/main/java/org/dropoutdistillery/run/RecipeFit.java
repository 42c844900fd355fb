package org.dropoutdistillery.run;

import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.ImageShape;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;

/** Whether a recipe fits the data set that it names. */
public final class RecipeFit {
  private RecipeFit() {}

  /**
   * Refuses a recipe whose student or layers cannot be those of a data set.
   *
   * @throws RecipeException naming the key that does not fit
   */
  public static void requireFit(Recipe recipe, Dataset dataset) {
    requireShiftWithinImage(recipe, dataset);
    requireDivergenceFits(recipe, dataset);
    requireLayersFit(recipe, dataset);
  }

  private static void requireLayersFit(Recipe recipe, Dataset dataset) {
    try {
      Architecture teacher = RecipeNetworks.architecture(recipe.teacher(), dataset);
      RecipeNetworks.studentArchitecture(recipe.student(), teacher);
    } catch (IllegalArgumentException misfit) {
      throw new RecipeException(recipe.name(), misfit.getMessage());
    }
  }

  /**
   * @param who whose key it is: teacher or student
   * @param expected with the layers of the recipe
   */
  static void requireLayers(Recipe recipe, String who, Network expected, Network trained) {
    if (!expected.hasShapesOf(trained)) {
      throw new RecipeException(
          recipe.name(),
          "%s.layers: the trained %s has %s, expected %s"
              .formatted(who, who, trained.shapes(), expected.shapes()));
    }
  }

  static void requireShiftWithinImage(Recipe recipe, Dataset dataset) {
    int shift = recipe.student().transferInputs().shift();
    ImageShape image = dataset.imageShape();
    if (shift > 0 && image == null) {
      throw misfit(
          recipe,
          "student.transferInputs.shift",
          shift,
          "0: rows of '%s' are not images".formatted(dataset.name()));
    }
    if (shift > 0 && shift >= Math.min(image.height(), image.width())) {
      throw misfit(
          recipe,
          "student.transferInputs.shift",
          shift,
          "less than the %d x %d pixels of an image".formatted(image.height(), image.width()));
    }
  }

  private static void requireDivergenceFits(Recipe recipe, Dataset dataset) {
    try {
      recipe.student().divergence().target(RecipeNetworks.outputKind(dataset));
    } catch (IllegalArgumentException refused) {
      throw new RecipeException(recipe.name(), "student." + refused.getMessage());
    }
  }

  private static RecipeException misfit(Recipe recipe, String key, Number value, String expected) {
    return new RecipeException(recipe.name(), key + ": " + value + ", expected " + expected);
  }
}
