package org.dropoutdistillery.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.ImageShape;
import org.dropoutdistillery.distil.OutputKind;
import org.dropoutdistillery.dropout.MaskLaw;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Architecture.Hidden;
import org.dropoutdistillery.nn.CrossEntropy;
import org.dropoutdistillery.nn.ExpectationLinear;
import org.dropoutdistillery.nn.Loss;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Shape;
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

  /** Returns the teacher's layers on a data set; see the general form. */
  public static Architecture architecture(Recipe.Teacher teacher, Dataset dataset) {
    return architecture(teacher, dataset.features(), dataset.imageShape(), dataset.outputs());
  }

  /**
   * Returns the teacher's layers with the laws of its masks.
   *
   * @param image what the features of a row form; null for rows of a table
   * @throws IllegalArgumentException if a layer does not fit the data or what lies below it; starts
   *     with its key
   */
  public static Architecture architecture(
      Recipe.Teacher teacher, int features, ImageShape image, int outputs) {
    Shape input = Shape.flat(features);
    if (teacher.isConvolutional()) {
      if (image == null) {
        throw new IllegalArgumentException(
            "teacher.layers[0]: convolutional, expected a dense layer: the data are no images");
      }
      input = new Shape(1, image.height(), image.width());
    }
    MaskLaw inputDropout = teacher.dropout().law(teacher.inputDropRate());
    return made("teacher", input, inputDropout, RecipeLayers.of(teacher, input), outputs);
  }

  private static Architecture made(
      String who, Shape input, MaskLaw inputDropout, List<Hidden> hidden, int outputs) {
    try {
      return new Architecture(input, inputDropout, hidden, outputs);
    } catch (IllegalArgumentException misfit) {
      throw new IllegalArgumentException(who + ".layers: " + misfit.getMessage());
    }
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

  /**
   * Returns the student's layers: the teacher's where the recipe has none for it.
   *
   * @throws IllegalArgumentException if they are too large, see {@link Architecture}
   */
  public static Architecture studentArchitecture(Recipe.Student student, Architecture teacher) {
    Architecture same = teacher.withoutDropout();
    if (student.layers() == null) {
      return same;
    }
    return made(
        "student",
        same.input(),
        MaskLaw.none(),
        studentLayers(student.layers(), same),
        same.outputs());
  }

  private static List<Hidden> studentLayers(List<Integer> units, Architecture teacher) {
    List<Hidden> layers = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      // Dense layers of its own, of any number, have the activation of the teacher's first.
      Hidden model = teacher.hidden().get(teacher.isDense() ? 0 : i);
      layers.add(new Hidden(units.get(i), model.activation(), MaskLaw.none(), model.convolution()));
    }
    return layers;
  }
}
