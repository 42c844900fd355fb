package org.dropoutdistillery.desktop.shell;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.Task;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RunData;

/** Makes a recipe for a file with data of one's own. */
final class OwnData {
  private static final long TEACHER_STEPS = 2_000;
  private static final long STUDENT_STEPS = 6_000;
  private static final int POINTS = 60;

  private OwnData() {}

  /**
   * Returns a recipe with a modest network, standardised features, a fifth of the rows for the test
   * and a fifth of the others for validation.
   *
   * @param label column to predict; null for formats that keep it apart
   * @param task what is predicted; null: found from the values
   * @throws org.dropoutdistillery.run.RecipeException if they do not fit
   */
  static Recipe recipe(Path file, String label, Task task) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("name", text(name(file)));
    values.put("description", text(file.getFileName() + ", 64-64 with dropout; student: same net"));
    values.put("data.dataset", text(file.toAbsolutePath().toString()));
    values.put("data.label", label == null ? "null" : text(label));
    values.put("data.task", task == null ? "null" : text(task.name().toLowerCase(Locale.ROOT)));
    values.put("data.testFraction", "0.2");
    values.put("data.validationFraction", "0.2");
    return new RecipeCatalog().load("cancer", values);
  }

  /**
   * Returns the recipe with what follows from its rows: how long, and how numbers are distilled.
   */
  static Recipe fitted(Recipe recipe, RunData data) {
    Map<String, String> values = new LinkedHashMap<>();
    int batch = recipe.teacher().training().batchSize();
    long perEpoch = Math.max(1, (data.split().train().length + batch - 1) / batch);
    long teacher = epochs(TEACHER_STEPS, perEpoch, 100);
    long student = epochs(STUDENT_STEPS, perEpoch, 1_000);
    values.put("teacher.training.epochs", Long.toString(teacher));
    values.put("student.training.epochs", Long.toString(student));
    long every = Math.max(10, (teacher + student) * perEpoch / POINTS);
    values.put("evaluation.everySteps", Long.toString(every));
    Dataset dataset = data.dataset();
    if (dataset.imageShape() != null) {
      values.put("data.standardise", "false");
    }
    if (dataset.isRegression()) {
      values.put("student.divergence", "squared_error");
      values.put("evaluation.predictors", "[\"moments_mean\"]");
      values.put("teacher.training.learningRate", "0.005");
      values.put("teacher.layers[0].dropRate", "0.1");
      values.put("teacher.layers[1].dropRate", "0.1");
    }
    return RecipeJson.read(recipe.name(), RecipeJson.write(recipe), values);
  }

  private static long epochs(long steps, long perEpoch, long most) {
    return Math.max(10, Math.min(most, steps / perEpoch));
  }

  private static String text(String value) {
    return TextNode.valueOf(value).toString();
  }

  /** Returns the file's name without its ending, with only what a recipe's name may hold. */
  static String name(Path file) {
    String plain = file.getFileName().toString().replaceFirst("\\..*$", "");
    String fit = plain.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
    return fit.isEmpty() ? "data" : fit.substring(0, Math.min(64, fit.length()));
  }
}
