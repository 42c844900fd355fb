package org.dropoutdistillery.run;

import java.util.List;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.random.Stream;

/** The networks that a recipe asks for, on a data set. */
final class RecipeNetworks {
  private RecipeNetworks() {}

  static Network teacher(Recipe recipe, Dataset dataset) {
    List<Architecture.Hidden> hidden =
        recipe.teacher().layers().stream()
            .map(layer -> new Architecture.Hidden(layer.units(), new Bernoulli(layer.dropRate())))
            .toList();
    Architecture architecture =
        new Architecture(
            dataset.features(),
            new Bernoulli(recipe.teacher().inputDropRate()),
            hidden,
            dataset.outputs());
    return Network.initialised(architecture, Stream.TEACHER_INIT.key(recipe.seed()));
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
