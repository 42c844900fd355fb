package org.dropoutdistillery.store;

import java.util.List;
import org.dropoutdistillery.data.ImageShape;
import org.dropoutdistillery.data.ResponseStandardizer;
import org.dropoutdistillery.data.Standardizer;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Normalisation;
import org.dropoutdistillery.run.AnyRecipe;
import org.dropoutdistillery.run.Draw;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RecipeNetworks;
import org.dropoutdistillery.tensor.Matrix;

/** Models of every form that a recipe may ask for, of any weights and any words about them. */
final class AnyModel {
  private static final int LONGEST_SIDE = 5;

  private final Draw draw;
  private final boolean ofNumbers;
  private final ImageShape image;
  private final boolean convolutional;
  private final List<String> features;
  private final List<String> outputs;

  private AnyModel(Draw draw) {
    this.draw = draw;
    ofNumbers = draw.flip();
    image =
        draw.orNull(() -> new ImageShape(draw.whole(1, LONGEST_SIDE), draw.whole(1, LONGEST_SIDE)));
    convolutional = image != null && draw.whole(0, 3) > 0;
    features =
        draw.differentTexts(image == null ? draw.whole(1, LONGEST_SIDE) : (int) image.pixels());
    outputs = draw.differentTexts(ofNumbers ? 1 : draw.whole(2, 4));
  }

  static ModelBundle of(Draw draw) {
    return new AnyModel(draw).bundle();
  }

  private ModelBundle bundle() {
    Recipe recipe;
    do {
      recipe = AnyRecipe.small(draw);
    } while (!fits(recipe.teacher()));
    Recipe settled = recipe.settled();
    Architecture teacher = architecture(settled.teacher());
    Architecture student = RecipeNetworks.studentArchitecture(settled.student(), teacher);
    ModelCard card = card(recipe);
    return new ModelBundle(
        card,
        recipe,
        network(teacher),
        draw.orNull(() -> network(student)),
        draw.orNull(this::standardizer),
        ofNumbers ? new ResponseStandardizer(draw.finite(), draw.above0()) : null,
        AnyCurve.of(draw, ofNumbers, card.steps()));
  }

  private boolean fits(Recipe.Teacher teacher) {
    try {
      return architecture(teacher).isDense() != convolutional;
    } catch (IllegalArgumentException tooSmallAnImage) {
      return false;
    }
  }

  private Architecture architecture(Recipe.Teacher teacher) {
    return RecipeNetworks.architecture(teacher, features.size(), image, outputs.size());
  }

  private ModelCard card(Recipe recipe) {
    long totalSteps = draw.upTo(Long.MAX_VALUE);
    return new ModelCard(
        ModelCard.FORMAT,
        ModelCard.VERSION,
        features,
        image,
        draw.above0(),
        ofNumbers ? null : outputs,
        ofNumbers ? outputs.get(0) : null,
        RecipeJson.toTree(recipe),
        draw.anyWhole(),
        draw.upTo(totalSteps),
        totalSteps,
        draw.text(),
        draw.text(),
        draw.text(),
        draw.orNull(
            () ->
                new Environment(
                    draw.text(), draw.whole(0, 999), draw.text(), draw.text(), draw.text())));
  }

  private Network network(Architecture architecture) {
    Network network = Network.initialised(architecture, 1);
    for (Matrix parameter : network.parameters()) {
      parameter.write(0, draw.floats(parameter.size()), 0, parameter.size());
    }
    for (int layer = 0; layer < architecture.layers(); layer++) {
      Normalisation normalisation = network.normalisation(layer);
      if (normalisation != null) {
        Matrix variance = normalisation.variance();
        for (int unit = 0; unit < variance.columns(); unit++) {
          variance.set(0, unit, Math.abs(variance.get(0, unit)));
        }
      }
    }
    return network;
  }

  private Standardizer standardizer() {
    double[] means = new double[features.size()];
    double[] scales = new double[features.size()];
    for (int i = 0; i < means.length; i++) {
      means[i] = draw.finite();
      scales[i] = draw.above0();
    }
    return new Standardizer(means, scales);
  }
}
