package org.dropoutdistillery.run;

import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.ImageShape;

/** Whether a recipe fits the data set that it names. */
final class RecipeFit {
  private RecipeFit() {}

  /**
   * @throws RecipeException naming the key that does not fit
   */
  static void requireFit(Recipe recipe, Dataset dataset, int testRows) {
    requireShiftWithinImage(recipe, dataset);
    requireRowsInBothParts(recipe, dataset.rows() - testRows);
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

  private static void requireRowsInBothParts(Recipe recipe, int rows) {
    double fraction = recipe.data().validationFraction();
    long validation = Math.round(fraction * rows);
    if (rows > 0 && (validation < 1 || validation == rows)) {
      throw misfit(
          recipe,
          "data.validationFraction",
          fraction,
          "a share that leaves at least one of %d rows on either side".formatted(rows));
    }
  }

  private static RecipeException misfit(Recipe recipe, String key, Number value, String expected) {
    return new RecipeException(recipe.name(), key + ": " + value + ", expected " + expected);
  }
}
