package org.dropoutdistillery.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeLayer;

/** Makes the recipe of a teacher from elsewhere out of one for other layers. */
final class OutsideRecipe {
  private final Recipe base;
  private final OutsideTeacher.Choice choice;

  OutsideRecipe(Recipe base, OutsideTeacher.Choice choice) {
    this.base = base.settled();
    this.choice = choice;
  }

  /**
   * @throws ModelFormatException if no recipe has such layers
   * @throws IllegalArgumentException if there are too many or too few activations or drop rates
   */
  Recipe with(Path file, List<OutsideLayer> found) throws ModelFormatException {
    int hidden = found.size() - 1;
    try {
      List<Activation> any = Collections.nCopies(hidden, Activation.IDENTITY);
      recipe(file, found, any, Collections.nCopies(hidden + 1, 0.0));
    } catch (IllegalArgumentException tooLarge) {
      throw new ModelFormatException(file, tooLarge.getMessage());
    }
    return recipe(file, found, activations(hidden), rates(hidden));
  }

  private Recipe recipe(
      Path file, List<OutsideLayer> found, List<Activation> activations, List<Double> rates) {
    int hidden = found.size() - 1;
    List<RecipeLayer> layers = new ArrayList<>();
    for (int i = 0; i < hidden; i++) {
      layers.add(layer(found.get(i), i, activations.get(i), rates.get(i + 1)));
    }
    Recipe.Teacher own = base.teacher();
    Recipe.Teacher teacher =
        new Recipe.Teacher(
            rates.get(0),
            own.dropout(),
            own.rowsPerMask(),
            own.dropRamp(),
            layers,
            own.initialisation(),
            own.expectationLinear(),
            own.training());
    return new Recipe(
        base.version(),
        base.name(),
        "teacher from " + file + ", which this program did not train",
        base.seed(),
        base.data(),
        teacher,
        base.student(),
        base.evaluation(),
        List.of());
  }

  /** Makes a layer: what no shape says of a convolution, that of the base with its number does. */
  private RecipeLayer layer(OutsideLayer found, int index, Activation activation, double rate) {
    if (!found.isConvolutional()) {
      return new RecipeLayer.Dense(found.outputs(), activation, rate);
    }
    RecipeLayer.Conv like = (RecipeLayer.Conv) base.teacher().layers().get(index);
    return new RecipeLayer.Conv(
        found.outputs(),
        found.kernel(),
        like.stride(),
        like.padding(),
        like.batchNorm(),
        activation,
        like.pool(),
        rate,
        like.masks(),
        like.blockSize());
  }

  private List<Activation> activations(int hidden) {
    List<Activation> given = choice.activations();
    if (given.isEmpty() && base.teacher().layers().size() == hidden) {
      return base.teacher().layers().stream().map(RecipeLayer::activation).toList();
    }
    if (given.size() == 1) {
      return Collections.nCopies(hidden, given.get(0));
    }
    require(given.size() == hidden, "activations", given.size(), oneOr(" or ", hidden), hidden);
    return given;
  }

  /** Returns the rate of the input and those of the hidden layers. */
  private List<Double> rates(int hidden) {
    List<Double> given = choice.dropRates();
    List<Double> rates = new ArrayList<>();
    if (given.size() == hidden + 1) {
      return given;
    }
    if (given.isEmpty() && base.teacher().layers().size() == hidden) {
      rates.add(base.teacher().inputDropRate());
      base.teacher().layers().forEach(layer -> rates.add(layer.dropRate()));
      return rates;
    }
    require(
        given.size() == hidden || given.size() == 1,
        "drop rates",
        given.size(),
        "%s or, with that of the input first, %d".formatted(oneOr(", ", hidden), hidden + 1),
        hidden);
    rates.add(0.0);
    rates.addAll(given.size() == hidden ? given : Collections.nCopies(hidden, given.get(0)));
    return rates;
  }

  private static String oneOr(String between, int hidden) {
    return hidden == 1 ? "1" : "1" + between + hidden;
  }

  private static void require(boolean fits, String what, int got, String expected, int hidden) {
    if (!fits) {
      throw new IllegalArgumentException(
          "%s: %d given, expected %s: the file has %d hidden layer%s"
              .formatted(what, got, expected, hidden, hidden == 1 ? "" : "s"));
    }
  }
}
