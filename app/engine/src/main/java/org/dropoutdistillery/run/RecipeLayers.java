package org.dropoutdistillery.run;

import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.nn.Architecture.Hidden;
import org.dropoutdistillery.nn.Shape;

/** Makes the layers that a recipe asks for, from the shape of the input on. */
final class RecipeLayers {
  private RecipeLayers() {}

  /**
   * Returns the teacher's hidden layers with the laws of their masks.
   *
   * @throws IllegalArgumentException if a layer does not fit what lies below it; names its key and
   *     the shapes
   */
  static List<Hidden> of(Recipe.Teacher teacher, Shape input) {
    List<Hidden> hidden = new ArrayList<>();
    Shape below = input;
    for (int i = 0; i < teacher.layers().size(); i++) {
      RecipeLayer layer = teacher.layers().get(i);
      try {
        Shape shape = output(layer, below);
        hidden.add(hidden(layer, teacher.dropout(), shape));
        below = shape;
      } catch (IllegalArgumentException misfit) {
        throw new IllegalArgumentException(
            "teacher.layers[%d]: %s".formatted(i, misfit.getMessage()));
      }
    }
    return hidden;
  }

  private static Shape output(RecipeLayer layer, Shape below) {
    return layer instanceof RecipeLayer.Conv conv
        ? conv.convolution().output(below, conv.channels())
        : Shape.flat(layer.units());
  }

  private static Hidden hidden(RecipeLayer layer, DropoutKind dropout, Shape shape) {
    if (layer instanceof RecipeLayer.Conv conv) {
      return new Hidden(
          conv.channels(),
          conv.activation(),
          conv.masks().law(dropout, conv.dropRate(), conv.blockSize(), shape),
          conv.convolution());
    }
    return new Hidden(layer.units(), layer.activation(), dropout.law(layer.dropRate()));
  }
}
