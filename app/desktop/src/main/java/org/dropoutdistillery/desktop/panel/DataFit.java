package org.dropoutdistillery.desktop.panel;

import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.DatasetContent;
import org.dropoutdistillery.data.DatasetDescription;
import org.dropoutdistillery.data.ImageShape;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeException;
import org.dropoutdistillery.run.RecipeFit;
import org.dropoutdistillery.run.RecipeNetworks;

/** Why a recipe does not fit data, which the recipe alone cannot tell. */
final class DataFit {
  private DataFit() {}

  /** Returns the reason, or null where it fits. */
  static String problem(Recipe recipe, Dataset data) {
    try {
      RecipeFit.requireFit(recipe, data);
      return null;
    } catch (RecipeException misfit) {
      return misfit.getMessage().substring(recipe.name().length() + 2);
    }
  }

  /** Returns the reason, or null where a teacher fits data that are yet to be read. */
  static String problem(Recipe.Teacher teacher, DatasetDescription data) {
    if (data.content() instanceof DatasetContent.Images) {
      return null; // how large they are stands in their files
    }
    ImageShape image = data.content() instanceof DatasetContent.Table table ? table.image() : null;
    int outputs = Math.max(1, data.classNames().size());
    try {
      RecipeNetworks.architecture(teacher, data.features(), image, outputs);
      return null;
    } catch (IllegalArgumentException misfit) {
      return misfit.getMessage();
    }
  }
}
