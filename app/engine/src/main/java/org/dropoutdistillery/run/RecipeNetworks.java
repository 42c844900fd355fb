package org.dropoutdistillery.run;

import java.util.List;
import java.util.function.Supplier;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.distil.OutputKind;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.CrossEntropy;
import org.dropoutdistillery.nn.ExpectationLinear;
import org.dropoutdistillery.nn.Loss;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.SquaredError;
import org.dropoutdistillery.random.Stream;

/** The networks that a recipe asks for, on a data set. */
final class RecipeNetworks {
  private RecipeNetworks() {}

  static Network teacher(Recipe recipe, Dataset dataset) {
    return Network.initialised(
        architecture(recipe.teacher(), dataset),
        recipe.teacher().initialisation(),
        Stream.TEACHER_INIT.key(recipe.seed()));
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

  /** Returns what makes the teacher's loss. */
  static Supplier<Loss> teacherLoss(Recipe.Teacher teacher, Dataset dataset) {
    double linear = teacher.expectationLinear();
    int outputs = dataset.outputs();
    if (dataset.isRegression()) {
      return linear > 0 ? () -> ExpectationLinear.ofOutputs(outputs, linear) : SquaredError::new;
    }
    return linear > 0
        ? () -> ExpectationLinear.ofProbabilities(outputs, linear)
        : () -> new CrossEntropy(outputs);
  }

  static OutputKind outputKind(Dataset dataset) {
    return dataset.isRegression() ? OutputKind.RESPONSES : OutputKind.CLASSES;
  }

  /**
   * @param rowsPerMask null for all rows of a batch
   */
  static MaskSharing sharing(Integer rowsPerMask) {
    return rowsPerMask == null ? MaskSharing.PASS : new MaskSharing(rowsPerMask);
  }

  static Network student(Recipe recipe, Network teacher) {
    if (recipe.student().start() == StudentStart.TEACHER) {
      return teacher.copyWithoutDropout();
    }
    Architecture same = teacher.architecture().withoutDropout();
    List<Integer> units = recipe.student().layers();
    // Layers of its own have the activation of the teacher's first.
    Activation activation = same.hidden().get(0).activation();
    Architecture architecture =
        units == null
            ? same
            : new Architecture(
                same.inputs(),
                MaskLaw.none(),
                units.stream()
                    .map(count -> new Architecture.Hidden(count, activation, MaskLaw.none()))
                    .toList(),
                same.outputs());
    return Network.initialised(
        architecture, recipe.teacher().initialisation(), Stream.STUDENT_INIT.key(recipe.seed()));
  }
}
