package org.dropoutdistillery.run;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.dropoutdistillery.distil.TransferInputs;
import org.dropoutdistillery.evaluate.BootstrapT;
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
 */
public record Recipe(
    int version,
    String name,
    String description,
    long seed,
    Data data,
    Teacher teacher,
    Student student,
    Evaluation evaluation) {
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
  }

  static void requireVersion(int version) {
    Require.that(version == VERSION, "version", version, VERSION + ", the format of this program");
  }

  /** Returns this recipe with another seed. */
  public Recipe withSeed(long newSeed) {
    return new Recipe(version, name, description, newSeed, data, teacher, student, evaluation);
  }

  /**
   * @param dataset name in the catalog of data sets
   * @param validationFraction share of the rows that are not test rows, in (0, 1): held out of
   *     training, for the live curves
   */
  public record Data(String dataset, double validationFraction) {
    public Data {
      Require.that(
          validationFraction > 0 && validationFraction < 1,
          "validationFraction",
          validationFraction,
          "a number in (0, 1)");
    }
  }

  /**
   * @param inputDropRate in [0, 1)
   * @param layers hidden layers, from the input on
   */
  public record Teacher(double inputDropRate, List<Layer> layers, Training training) {
    public Teacher {
      Require.dropRate("inputDropRate", inputDropRate);
      Require.layerCount(layers.size());
      layers = List.copyOf(layers);
    }
  }

  /**
   * @param units number of ReLU units
   * @param dropRate of its dropout, in [0, 1)
   */
  public record Layer(int units, double dropRate) {
    public Layer {
      Require.units("units", units);
      Require.dropRate("dropRate", dropRate);
    }
  }

  /**
   * @param start from the teacher's weights, or fresh
   * @param layers units of each hidden layer; null: as the teacher
   * @param masksPerStep teacher passes for each input and step
   * @param transferInputs what the student is shown
   */
  public record Student(
      StudentStart start,
      @OrNull List<Integer> layers,
      int masksPerStep,
      TransferInputs transferInputs,
      Training training) {
    public Student {
      Require.between("masksPerStep", masksPerStep, 1, 10_000);
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
   */
  public record Training(
      int epochs,
      int batchSize,
      OptimizerKind optimizer,
      double learningRate,
      double momentum,
      Schedule schedule) {
    public Training {
      Require.between("epochs", epochs, 1, 1_000_000);
      Require.between("batchSize", batchSize, 1, 65_536);
      Require.that(
          learningRate > 0 && Double.isFinite(learningRate),
          "learningRate",
          learningRate,
          "a number above 0");
      Require.that(momentum >= 0 && momentum < 1, "momentum", momentum, "a number in [0, 1)");
    }
  }

  /**
   * @param everySteps steps between two evaluations on the validation rows
   * @param passes T of the live evaluations, a multiple of {@code blocks}
   * @param finalPasses T of the final evaluation on the test rows, a multiple of {@code blocks}
   * @param blocks independent blocks of passes for the jackknife; at least 2, better 8 or more
   * @param bins of the calibration error
   * @param bootstrapResamples for each interval
   * @param confidence level of the intervals, in (0, 1)
   */
  public record Evaluation(
      int everySteps,
      int passes,
      int finalPasses,
      int blocks,
      int bins,
      int bootstrapResamples,
      double confidence) {
    public Evaluation {
      Require.between("everySteps", everySteps, 1, Integer.MAX_VALUE);
      Require.between("blocks", blocks, 2, 1_000);
      requirePasses("passes", passes, blocks);
      requirePasses("finalPasses", finalPasses, blocks);
      Require.between("bins", bins, 1, 1_000);
      Require.between("bootstrapResamples", bootstrapResamples, 100, 1_000_000);
      Require.that(
          confidence > 0 && confidence < 1, "confidence", confidence, "a number in (0, 1)");
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
