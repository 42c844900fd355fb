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
import org.dropoutdistillery.predict.MonteCarloPlan;
import org.dropoutdistillery.random.Stream;

/** The networks that a recipe asks for, on a data set. */
public final class RecipeNetworks {
  private RecipeNetworks() {}

  static Network teacher(Recipe recipe, Dataset dataset) {
    return Network.initialised(
        architecture(recipe.teacher(), dataset),
        recipe.teacher().initialisation(),
        Stream.TEACHER_INIT.key(recipe.seed()));
  }

  /** Returns the teacher's layers with the laws of its masks. */
  public static Architecture architecture(Recipe.Teacher teacher, Dataset dataset) {
    return architecture(teacher, dataset.features(), dataset.outputs());
  }

  /** Returns the teacher's layers with the laws of its masks, between so many ends. */
  public static Architecture architecture(Recipe.Teacher teacher, int inputs, int outputs) {
    List<Architecture.Hidden> hidden =
        teacher.layers().stream()
            .map(
                layer ->
                    new Architecture.Hidden(
                        layer.units(), layer.activation(), teacher.dropout().law(layer.dropRate())))
            .toList();
    MaskLaw input = teacher.dropout().law(teacher.inputDropRate());
    return new Architecture(inputs, input, hidden, outputs);
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
   * Returns which passes an evaluation averages.
   *
   * @param passes T, a multiple of the evaluation's blocks
   */
  public static MonteCarloPlan plan(Recipe.Evaluation evaluation, int passes) {
    int blocks = evaluation.blocks();
    return new MonteCarloPlan(
        sharing(evaluation.rowsPerMask()), evaluation.balanced(), blocks, passes / blocks);
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
    return Network.initialised(
        studentArchitecture(recipe.student(), teacher.architecture()),
        recipe.teacher().initialisation(),
        Stream.STUDENT_INIT.key(recipe.seed()));
  }

  /** Returns the student's layers: the teacher's where the recipe has none for it. */
  public static Architecture studentArchitecture(Recipe.Student student, Architecture teacher) {
    Architecture same = teacher.withoutDropout();
    if (student.layers() == null) {
      return same;
    }
    // Layers of its own have the activation of the teacher's first.
    Activation activation = same.hidden().get(0).activation();
    List<Architecture.Hidden> hidden =
        student.layers().stream()
            .map(units -> new Architecture.Hidden(units, activation, MaskLaw.none()))
            .toList();
    return new Architecture(same.inputs(), MaskLaw.none(), hidden, same.outputs());
  }
}
