package org.dropoutdistillery.run;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import org.dropoutdistillery.data.DataRequest;
import org.dropoutdistillery.data.Task;
import org.dropoutdistillery.distil.Divergence;
import org.dropoutdistillery.distil.TransferInputs;
import org.dropoutdistillery.evaluate.BootstrapT;
import org.dropoutdistillery.nn.Initialisation;
import org.dropoutdistillery.nn.Schedule;

/**
 * Everything that decides the numbers of a run. The same recipe gives the same bits, on the same
 * processor type, JDK and BLAS kernel. Components are the keys of the JSON form, see {@link
 * RecipeJson}; each message about a wrong value starts with its key.
 *
 * @param version of the format, {@link #VERSION}
 * @param name short name: letters, digits, {@code .}, {@code _} and {@code -}
 * @param description one line for a list of recipes
 * @param seed of every random stream
 * @param changes made while the run went on, in the order of their steps
 */
public record Recipe(
    int version,
    String name,
    String description,
    long seed,
    Data data,
    Teacher teacher,
    Student student,
    Evaluation evaluation,
    List<LiveChange> changes) {
  /** The format that this program reads and writes. */
  public static final int VERSION = 1;

  public Recipe {
    requireVersion(version);
    Require.that(
        name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
        "name",
        ValueKind.shown(TextNode.valueOf(name)),
        "1 to 64 letters, digits, '.', '_' or '-', the first a letter or digit");
    if (student.start() == StudentStart.TEACHER) {
      Require.that(
          student.layers() == null,
          "student.layers",
          student.layers(),
          "null: a student that starts from the teacher's weights has its layers");
    }
    Require.that(
        !evaluation.balanced() || teacher.dropout() == DropoutKind.BERNOULLI,
        "evaluation.balanced",
        evaluation.balanced(),
        "false: only units that are dropped or kept can be balanced, and teacher.dropout is not"
            + " bernoulli");
    requireBalanceable(evaluation, teacher.layers());
    requireStudentLayersFit(student.layers(), teacher);
    changes = List.copyOf(changes);
    for (int i = 1; i < changes.size(); i++) {
      Require.that(
          changes.get(i).step() >= changes.get(i - 1).step(),
          "changes[" + i + "].step",
          changes.get(i).step(),
          "at least " + changes.get(i - 1).step() + ", the step of the change before it");
    }
  }

  private static void requireBalanceable(Evaluation evaluation, List<RecipeLayer> layers) {
    for (int i = 0; evaluation.balanced() && i < layers.size(); i++) {
      Require.that(
          !(layers.get(i) instanceof RecipeLayer.Conv conv && conv.masks().hasSquares()),
          "evaluation.balanced",
          true,
          "false: only single values and whole maps can be balanced, and teacher.layers["
              + i
              + "].masks is neither element nor channel");
    }
  }

  private static void requireStudentLayersFit(List<Integer> units, Teacher teacher) {
    int layers = teacher.layers().size();
    Require.that(
        units == null || !teacher.isConvolutional() || units.size() == layers,
        "student.layers",
        units,
        layers
            + " numbers, units or feature maps of each layer: windows, pooling and activations are"
            + " those of the teacher's layers");
  }

  static void requireVersion(int version) {
    Require.that(version == VERSION, "version", version, VERSION + ", the format of this program");
  }

  /** Returns this recipe with another seed. */
  public Recipe withSeed(long newSeed) {
    return new Recipe(
        version, name, description, newSeed, data, teacher, student, evaluation, changes);
  }

  /** Returns this recipe with other words about it. */
  public Recipe withDescription(String newDescription) {
    return new Recipe(
        version, name, newDescription, seed, data, teacher, student, evaluation, changes);
  }

  Recipe withTeacher(Teacher newTeacher) {
    return new Recipe(
        version, name, description, seed, data, newTeacher, student, evaluation, changes);
  }

  /** Returns this recipe with another journal. */
  public Recipe withChanges(List<LiveChange> newChanges) {
    return new Recipe(
        version, name, description, seed, data, teacher, student, evaluation, newChanges);
  }

  /** Returns the recipe with the values in force after all changes, and an empty journal. */
  public Recipe settled() {
    Recipe settled = withChanges(List.of());
    for (LiveChange change : changes) {
      settled = RecipeJson.changed(settled, change.key(), change.value());
    }
    return settled;
  }

  /**
   * @param dataset name in the catalog of data sets, or path of a file
   * @param label column of a file that holds the label: its name, or its index from 0; null for
   *     data sets of the catalog
   * @param task whether that column, or what a file keeps apart, holds classes or numbers; null:
   *     found from its values, and for data sets of the catalog
   * @param rows of a generated data set; null for its usual number, and for all others
   * @param noise of a generated data set; null for its usual one, and for all others
   * @param testFraction share of a file's rows that are test rows, in (0, 1); null for data sets of
   *     the catalog, which say it themselves
   * @param validationFraction share of the rows that are not test rows, in (0, 1): held out of
   *     training, for the live curves
   * @param standardise whether features are brought to mean 0 and standard deviation 1 on the
   *     training rows
   */
  public record Data(
      String dataset,
      @OrNull String label,
      @OrNull Task task,
      @OrNull Integer rows,
      @OrNull Double noise,
      @OrNull Double testFraction,
      double validationFraction,
      boolean standardise) {
    public Data {
      DataRequest.requireRanges(rows, noise, testFraction, validationFraction);
    }

    DataRequest request() {
      return new DataRequest(
          dataset, label, task, rows, noise, testFraction, validationFraction, standardise);
    }
  }

  /**
   * @param inputDropRate in [0, 1)
   * @param dropout what a mask's factors are drawn from
   * @param rowsPerMask rows of a batch that share a mask, from 1; null: all of them
   * @param dropRamp share of the teacher's steps over which all drop rates grow from 0, linearly,
   *     in [0, 1]; 0: they are the same from the first step on
   * @param layers hidden layers, from the input on
   * @param initialisation of the weights
   * @param expectationLinear λ of the expectation-linear regularisation, from 0; 0: without
   */
  public record Teacher(
      double inputDropRate,
      DropoutKind dropout,
      @OrNull Integer rowsPerMask,
      double dropRamp,
      List<RecipeLayer> layers,
      Initialisation initialisation,
      double expectationLinear,
      Training training) {
    public Teacher {
      Require.dropRate("inputDropRate", inputDropRate);
      Require.rowsPerMask(rowsPerMask);
      Require.that(
          dropRamp >= 0 && dropRamp <= 1,
          "dropRamp",
          dropRamp,
          "a number in [0, 1], a share of the teacher's steps");
      Require.layerCount(layers.size());
      Require.from0("expectationLinear", expectationLinear);
      layers = List.copyOf(layers);
      for (int i = 0; i < layers.size(); i++) {
        requireFits(layers, i, dropout);
      }
    }

    /** Returns it with all drop rates multiplied by a number in [0, 1]. */
    Teacher withDropRatesTimes(double factor) {
      return new Teacher(
          inputDropRate * factor,
          dropout,
          rowsPerMask,
          dropRamp,
          layers.stream().map(layer -> layer.withDropRate(layer.dropRate() * factor)).toList(),
          initialisation,
          expectationLinear,
          training);
    }

    /** Returns whether it sees images: convolutional layers are the first ones. */
    boolean isConvolutional() {
      return layers.get(0) instanceof RecipeLayer.Conv;
    }

    private static void requireFits(List<RecipeLayer> layers, int index, DropoutKind dropout) {
      if (layers.get(index) instanceof RecipeLayer.Conv conv) {
        String key = "layers[" + index + "]";
        Require.that(
            index == 0 || layers.get(index - 1) instanceof RecipeLayer.Conv,
            key,
            "convolutional",
            "a dense layer: the one below is dense, which has no image");
        Require.that(
            !conv.masks().hasSquares() || dropout == DropoutKind.BERNOULLI,
            key + ".masks",
            conv.masks().name().toLowerCase(Locale.ROOT),
            "element or channel: squares are dropped or kept, and teacher.dropout is not bernoulli");
      }
    }
  }

  /**
   * @param schedule whether the student learns after the teacher, or with it
   * @param start from the teacher's weights, or fresh
   * @param layers units or feature maps of each hidden layer; null: as the teacher. Windows,
   *     pooling and activations of a convolutional student are those of the teacher's layers
   * @param divergence from the teacher that is lowered
   * @param masksPerStep teacher passes for each input and step
   * @param unlabelled path of a file with rows beside the training rows for the student to learn
   *     from, whose labels nobody needs to know; null: none
   * @param transferInputs what the student is shown in place of a row
   * @param averagedShare share of the student's steps, at the end, over which its weights are
   *     averaged, in [0, 1); 0: without
   */
  public record Student(
      DistilSchedule schedule,
      StudentStart start,
      @OrNull List<Integer> layers,
      Divergence divergence,
      int masksPerStep,
      @OrNull String unlabelled,
      TransferInputs transferInputs,
      double averagedShare,
      Training training) {
    public Student {
      Require.between("masksPerStep", masksPerStep, 1, 10_000);
      Require.that(
          averagedShare >= 0 && averagedShare < 1,
          "averagedShare",
          averagedShare,
          "a number in [0, 1)");
      if (layers != null) {
        Require.layerCount(layers.size());
        for (int i = 0; i < layers.size(); i++) {
          Require.units("layers[" + i + "]", layers.get(i));
        }
        layers = List.copyOf(layers);
      }
    }
  }

  /**
   * @param epochs passes over the training rows
   * @param batchSize rows of a step; the last batch of an epoch may be smaller
   * @param momentum μ of SGD with Nesterov momentum, or β₁ of Adam, in [0, 1)
   * @param schedule of the learning rate over the phase
   * @param weightDecay added to the gradient as its share of each weight (SGD), or taken off the
   *     weights beside the step (Adam); from 0
   * @param maxNorm bound on the norm of the weights that enter a hidden unit; null: none
   */
  public record Training(
      int epochs,
      int batchSize,
      OptimizerKind optimizer,
      double learningRate,
      double momentum,
      Schedule schedule,
      double weightDecay,
      @OrNull Double maxNorm) {
    public Training {
      Require.between("epochs", epochs, 1, 1_000_000);
      Require.between("batchSize", batchSize, 1, 65_536);
      Require.above0("learningRate", learningRate);
      Require.that(momentum >= 0 && momentum < 1, "momentum", momentum, "a number in [0, 1)");
      Require.from0("weightDecay", weightDecay);
      if (maxNorm != null) {
        Require.above0("maxNorm", maxNorm);
      }
    }
  }

  /**
   * @param everySteps steps between two evaluations on the validation rows
   * @param passes T of the live evaluations, a multiple of {@code blocks}
   * @param finalPasses T of the final evaluation on the test rows, a multiple of {@code blocks}
   * @param blocks independent blocks of passes for the jackknife; at least 2, better 8 or more
   * @param balanced whether each unit is kept equally often in the passes of a block
   * @param rowsPerMask rows that share a mask in a pass, from 1; null: all of them
   * @param predictors other roads to the average that stand in the final table
   * @param expectationLinear λ of the teacher that is trained for the road {@link
   *     Road#EXPECTATION_LINEAR}, above 0
   * @param bins of the calibration error
   * @param bootstrapResamples for each interval
   * @param confidence level of the intervals, in (0, 1)
   */
  public record Evaluation(
      int everySteps,
      int passes,
      int finalPasses,
      int blocks,
      boolean balanced,
      @OrNull Integer rowsPerMask,
      List<Road> predictors,
      double expectationLinear,
      int bins,
      int bootstrapResamples,
      double confidence) {
    public Evaluation {
      Require.between("everySteps", everySteps, 1, Integer.MAX_VALUE);
      Require.between("blocks", blocks, 2, 1_000);
      requirePasses("passes", passes, blocks);
      requirePasses("finalPasses", finalPasses, blocks);
      Require.rowsPerMask(rowsPerMask);
      predictors = List.copyOf(predictors);
      Require.that(
          predictors.stream().distinct().count() == predictors.size(),
          "predictors",
          predictors.toString().toLowerCase(Locale.ROOT),
          "each of them once");
      Require.above0("expectationLinear", expectationLinear);
      Require.between("bins", bins, 1, 1_000);
      Require.between("bootstrapResamples", bootstrapResamples, 100, 1_000_000);
      Require.share("confidence", confidence);
      int least = BootstrapT.leastResamples(confidence);
      Require.that(
          bootstrapResamples >= least,
          "bootstrapResamples",
          bootstrapResamples,
          "at least " + least + " at confidence " + confidence);
    }

    private static void requirePasses(String key, int passes, int blocks) {
      Require.that(
          passes >= blocks && passes % blocks == 0 && passes <= 10_000_000,
          key,
          passes,
          "a multiple of blocks (" + blocks + "), at most 10000000");
    }
  }
}
