package org.dropoutdistillery.run;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.dropoutdistillery.data.DataRequestException;
import org.dropoutdistillery.data.DataSource;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.DatasetCatalog;
import org.dropoutdistillery.data.DatasetFile;
import org.dropoutdistillery.data.ImageShape;
import org.dropoutdistillery.data.LoadedData;
import org.dropoutdistillery.data.ResponseStandardizer;
import org.dropoutdistillery.data.Split;
import org.dropoutdistillery.distil.TransferPool;

/**
 * What the networks of a run see.
 *
 * @param loaded the data in the units of its source
 * @param dataset the same rows, standardised as the recipe says; responses always are
 * @param responses how responses were standardised; null where classes are predicted
 * @param unlabelled [any number of rows, features]: rows for the student beside the training rows,
 *     standardised likewise; empty where the recipe names none
 */
public record RunData(
    LoadedData loaded, Dataset dataset, ResponseStandardizer responses, float[] unlabelled) {
  /**
   * Reads or draws the data that a recipe asks for.
   *
   * @throws RecipeException if a key about data does not fit
   * @throws org.dropoutdistillery.data.DatasetFormatException if a file does not hold what it
   *     should
   * @throws IOException if a file cannot be read
   */
  public static RunData load(Recipe recipe) throws IOException {
    try {
      DataSource source = new DataSource(new DatasetCatalog());
      RunData data = of(source.load(recipe.data().request(), recipe.seed()));
      return recipe.student().unlabelled() == null ? data : data.withUnlabelled(recipe);
    } catch (DataRequestException refused) {
      throw new RecipeException(recipe.name(), "data." + refused.getMessage());
    }
  }

  private RunData withUnlabelled(Recipe recipe) throws IOException {
    String path = recipe.student().unlabelled();
    try {
      List<String> names = loaded.dataset().featureNames();
      ImageShape image = loaded.dataset().imageShape();
      float[] values =
          DatasetFile.readFeatures(Path.of(path), names, image, divisor(recipe)).values();
      float[] inputs = loaded.inputs(values);
      requireFinite(recipe, inputs);
      return new RunData(loaded, dataset, responses, inputs);
    } catch (FileNotFoundException | InvalidPathException missing) {
      throw new RecipeException(
          recipe.name(),
          "student.unlabelled: \"%s\", expected null or the path of a file with rows of '%s'"
              .formatted(path, loaded.dataset().name()));
    }
  }

  private void requireFinite(Recipe recipe, float[] inputs) {
    for (int i = 0; i < inputs.length; i++) {
      if (!Float.isFinite(inputs[i])) {
        int features = dataset.features();
        throw new RecipeException(
            recipe.name(),
            ("student.unlabelled: \"%s\", expected numbers that can be standardised, but '%s' of"
                    + " row %d is too far from the training rows of '%s'")
                .formatted(
                    recipe.student().unlabelled(),
                    dataset.featureNames().get(i % features),
                    i / features + 1,
                    dataset.name()));
      }
    }
  }

  /**
   * Returns what numbers of the source of a recipe's data are divided by on their way into the data
   * set.
   *
   * @throws IOException if a file cannot be read
   */
  public static double divisor(Recipe recipe) throws IOException {
    return new DataSource(new DatasetCatalog()).divisor(recipe.data().request());
  }

  /** Standardises data that is there already. */
  public static RunData of(LoadedData loaded) {
    Dataset inputs = loaded.inputs();
    if (!inputs.isRegression()) {
      return new RunData(loaded, inputs, null, new float[0]);
    }
    ResponseStandardizer responses = ResponseStandardizer.fit(inputs, loaded.split().train());
    return new RunData(loaded, responses.apply(inputs), responses, new float[0]);
  }

  /** Returns the rows that transfer inputs are made of. */
  TransferPool transferPool() {
    return new TransferPool(dataset, split().train(), unlabelled);
  }

  /** Returns which rows train, validate and test. */
  public Split split() {
    return loaded.split();
  }

  /**
   * Returns the responses of some rows, in the unit of their source.
   *
   * @throws IllegalStateException if a class is to be predicted, not a number
   */
  double[] responsesOf(int[] rowIds) {
    float[] values = loaded.dataset().responsesOf(rowIds);
    double[] responses = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      responses[i] = values[i];
    }
    return responses;
  }
}
