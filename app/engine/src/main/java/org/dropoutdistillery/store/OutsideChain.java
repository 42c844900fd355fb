package org.dropoutdistillery.store;

import java.util.List;
import java.util.stream.IntStream;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.ImageShape;
import org.dropoutdistillery.nn.Convolution;
import org.dropoutdistillery.nn.Shape;
import org.dropoutdistillery.run.RecipeLayer;

/**
 * Whether layers of another program follow on each other, from the features of a data set to its
 * outputs. What no shape says of convolutions, a recipe's layer with the same number does.
 *
 * @param model layers of the recipe
 */
record OutsideChain(List<RecipeLayer> model, Dataset dataset) {
  String inputText() {
    return dataset.features() + " features";
  }

  int outputs() {
    return dataset.outputs();
  }

  /** Returns where the layers do not follow on each other; null if they do. */
  String problem(List<OutsideLayer> layers) {
    if (layers.get(0).isConvolutional()) {
      String problem = kindProblem(layers);
      return problem != null
          ? problem
          : problem(layers, image(), "the data set has images of 1 channel");
    }
    return problem(
        layers, Shape.flat(dataset.features()), "the data set has %s".formatted(inputText()));
  }

  private Shape image() {
    ImageShape image = dataset.imageShape();
    return new Shape(1, image.height(), image.width());
  }

  private String problem(List<OutsideLayer> layers, Shape input, String inputText) {
    Shape below = input;
    String before = inputText;
    for (int i = 0; i < layers.size(); i++) {
      OutsideLayer layer = layers.get(i);
      boolean convolutional = layer.isConvolutional();
      if (layer.inputs() != (convolutional ? below.channels() : below.size())) {
        return "layer %s takes %d %s, but %s"
            .formatted(layer, layer.inputs(), convolutional ? "channels" : "values", before);
      }
      if (convolutional && i > 0 && !layers.get(i - 1).isConvolutional()) {
        return "layer %s is a convolution above the dense layer %s, which gives no image"
            .formatted(layer, layers.get(i - 1));
      }
      try {
        below = convolutional ? output(layer, i, below) : Shape.flat(layer.outputs());
      } catch (IllegalArgumentException misfit) {
        return "layer %s: %s".formatted(layer, misfit.getMessage());
      }
      before = "layer %s before it gives %s".formatted(layer, below);
    }
    return below.size() == outputs()
        ? null
        : "the last layer %s gives %s values, but the data set needs %d"
            .formatted(layers.get(layers.size() - 1), below, outputs());
  }

  private Shape output(OutsideLayer layer, int index, Shape below) {
    Convolution like = ((RecipeLayer.Conv) model.get(index)).convolution();
    return new Convolution(
            layer.kernel(), like.stride(), like.padding(), like.normalised(), like.pooling())
        .output(below, layer.outputs());
  }

  private String kindProblem(List<OutsideLayer> layers) {
    if (dataset.imageShape() == null) {
      return "layer %s is a convolution, but rows of '%s' are not images"
          .formatted(layers.get(0), dataset.name());
    }
    long convolutions = layers.stream().filter(OutsideLayer::isConvolutional).count();
    long expected = model.stream().filter(RecipeLayer.Conv.class::isInstance).count();
    return convolutions == expected && layers.size() == model.size() + 1
        ? null
        : ("%d convolutional and %d dense layers, but the recipe has %d and, with the outputs, %d; take"
                + " one with as many: its layers say stride, padding and pooling, which no file does")
            .formatted(
                convolutions, layers.size() - convolutions, expected, model.size() + 1 - expected);
  }

  /** Returns where normalisations do not go with layers that fit; null if they do. */
  String problem(List<OutsideLayer> layers, List<OutsideNorm> norms) {
    List<OutsideLayer> normalised =
        IntStream.range(0, layers.size())
            .filter(
                i ->
                    layers.get(i).isConvolutional()
                        && ((RecipeLayer.Conv) model.get(i)).batchNorm())
            .mapToObj(layers::get)
            .toList();
    if (norms.size() != normalised.size()) {
      return "batch normalisations %s, but teacher.layers of the recipe have %d with batchNorm: true"
          .formatted(norms, normalised.size());
    }
    for (int i = 0; i < norms.size(); i++) {
      OutsideLayer layer = normalised.get(i);
      if (norms.get(i).maps() != layer.outputs()) {
        return "batch normalisation %s, but layer %s before it gives %d maps"
            .formatted(norms.get(i), layer, layer.outputs());
      }
    }
    return null;
  }
}
