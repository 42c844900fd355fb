package org.dropoutdistillery.run;

import java.util.List;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.random.Stream;

/** The networks that a recipe asks for, on a data set. */
final class RecipeNetworks {
  private RecipeNetworks() {}

  static Network teacher(Recipe recipe, Dataset dataset) {
    return Network.initialised(
        architecture(recipe.teacher(), dataset), Stream.TEACHER_INIT.key(recipe.seed()));
  }

  /** Returns the teacher's layers with the laws of its masks. */
  static Architecture architecture(Recipe.Teacher teacher, Dataset dataset) {
    List<Architecture.Hidden> hidden =
        teacher.layers().stream()
            .map(
                layer ->
                    new Architecture.Hidden(
                        layer.units(), layer.activation(), teacher.dropout().law(layer.dropRate())))
            .toList();
    MaskLaw input = teacher.dropout().law(teacher.inputDropRate());
    return new Architecture(dataset.features(), input, hidden, dataset.outputs());
  }

  static Network student(Recipe recipe, Network teacher) {
    if (recipe.student().start() == StudentStart.TEACHER) {
      return teacher.copyWithoutDropout();
    }
    Architecture same = teacher.architecture().withoutDropout();
    List<Integer> units = recipe.student().layers();
    Architecture architecture =
        units == null
            ? same
            : new Architecture(
                same.inputs(),
                MaskLaw.none(),
                units.stream().map(u -> new Architecture.Hidden(u, MaskLaw.none())).toList(),
                same.outputs());
    return Network.initialised(architecture, Stream.STUDENT_INIT.key(recipe.seed()));
  }
}
