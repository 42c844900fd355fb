package org.dropoutdistillery.desktop.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dropoutdistillery.desktop.panel.Knob.Option;
import org.dropoutdistillery.distil.Divergence;
import org.dropoutdistillery.distil.OutputKind;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeLayer;
import org.dropoutdistillery.run.Road;

/** All values of a recipe that a person turns, but for its seed, and how. */
public final class Knobs {
  private static final String SHARE = "as a share of 1";
  private static final Option PER_ROW =
      new Option("1", "one per row", "Each row of a batch has a mask of its own.");
  private static final Option PER_GROUP =
      new Option("16", "one per 16 rows", "16 rows that follow each other share a mask.");
  private static final Option PER_PASS =
      new Option("null", "one for all rows", "All rows of a batch or pass share one mask: fast.");

  private Knobs() {}

  /** Returns the groups for a recipe, with those of each layer that it has. */
  public static List<Group> of(Recipe recipe) {
    return List.of(
        new Group("DATA", data()),
        new Group("TEACHER", teacher(recipe.teacher().layers())),
        new Group("STUDENT", student()),
        new Group("AVERAGING", averaging()));
  }

  private static List<Knob> data() {
    return List.of(
        Knob.optional(
            "data.rows",
            "Rows",
            "rows",
            "a whole number",
            "usual",
            "How many rows a generated data set has. Other data sets have the rows they have."),
        Knob.optional(
            "data.noise",
            "Noise",
            "in units of the features",
            "a number from 0 up",
            "usual",
            "How far the points of a generated data set are scattered."),
        Knob.slide(
            "data.validationFraction",
            "Validation",
            SHARE + " of the rows that are not test rows",
            Scale.linear(0.01, 0.5),
            "Rows held out of training, on which the curves are measured."),
        Knob.flag(
            "data.standardise",
            "Standardise",
            "Brings each feature to mean 0 and standard deviation 1 on the training rows."),
        Knob.optional(
                "data.testFraction",
                "Test share",
                SHARE + " of the rows of a file",
                "a number between 0 and 1",
                "known",
                "Rows of a file that are measured once, at the end. Built-in data sets know theirs.")
            .folded());
  }

  private static List<Knob> teacher(List<RecipeLayer> layers) {
    List<Knob> knobs = new ArrayList<>();
    knobs.add(
        Knob.slide(
            "teacher.inputDropRate",
            "Input",
            SHARE,
            Scale.linear(0, 0.95),
            "Drop rate of the inputs: the share of features that a mask switches off."));
    for (int i = 0; i < layers.size(); i++) {
      knobs.addAll(LayerKnobs.of(layers.get(i), i));
    }
    knobs.add(
        Knob.choice(
            "teacher.dropout",
            "Mask law",
            "What the factors of a mask are drawn from.",
            Option.text("bernoulli", "Bernoulli", "Units are dropped or kept."),
            Option.text(
                "gaussian", "Gaussian", "Each unit is multiplied by a normal number around 1.")));
    knobs.addAll(training("teacher", true));
    knobs.add(
        Knob.choice(
                "teacher.rowsPerMask",
                "Masks",
                "How many rows of a batch share a mask while the teacher learns.",
                PER_ROW,
                PER_GROUP,
                PER_PASS)
            .folded());
    knobs.add(
        Knob.slide(
                "teacher.dropRamp",
                "Drop ramp",
                SHARE + " of its steps",
                Scale.linear(0, 1),
                "Over which of its first steps all drop rates grow from 0, as those of DropBlock"
                    + " do; 0: not at all.")
            .folded());
    knobs.add(
        Knob.choice(
                "teacher.initialisation",
                "Initial weights",
                "How large the first weights are.",
                Option.text("he", "He", "Variance 2 / inputs: for ReLU."),
                Option.text("glorot", "Glorot", "Variance 2 / (inputs + outputs): for tanh."))
            .folded());
    knobs.add(
        Knob.slide(
                "teacher.expectationLinear",
                "Exp.-linear λ",
                "",
                Scale.zeroOrLog(0.01, 100),
                "Weight of the penalty that makes the teacher's average near to standard dropout.")
            .folded());
    return knobs;
  }

  private static List<Knob> training(String who, boolean teacher) {
    String root = who + ".training.";
    return List.of(
        Knob.slide(
            root + "learningRate",
            "Learning rate",
            "",
            Scale.log(1e-5, 1),
            "How far a step goes down the gradient, at the start of the schedule."),
        Knob.slide(
            root + "momentum",
            "Momentum",
            "",
            Scale.linear(0, 0.99),
            "How much of the last step goes into the next: Nesterov momentum of SGD, β₁ of Adam."),
        Knob.slide(
            root + "epochs",
            "Epochs",
            "passes over the training rows",
            Scale.wholeLog(1, 10_000),
            teacher ? "How long the teacher learns." : "How long the student learns."),
        Knob.slide(
            root + "batchSize",
            "Batch",
            "rows",
            Scale.wholeLog(1, 1024),
            "Rows of one step. Larger batches make steps smoother, and fewer."),
        Knob.choice(
                root + "optimizer",
                "Optimiser",
                "How a step follows from gradients.",
                Option.text("sgd", "SGD", "Stochastic gradient descent with Nesterov momentum."),
                Option.text("adam", "Adam", "Steps scaled by the size of past gradients."))
            .folded(),
        Knob.choice(
                root + "schedule",
                "Schedule",
                "How the learning rate changes while it learns.",
                Option.text("constant", "constant", "The same rate at each step."),
                Option.text("cosine", "cosine", "Half a cosine down to 0."),
                Option.text("step", "step", "A fifth of the rate for the last 40 % of the steps."))
            .folded(),
        Knob.slide(
                root + "weightDecay",
                "Weight decay",
                "",
                Scale.zeroOrLog(1e-6, 0.1),
                "Draws weights toward 0, in each step.")
            .folded(),
        Knob.optional(
                root + "maxNorm",
                "Max norm",
                "",
                "a number above 0",
                "none",
                "Bound on the norm of the weights that enter a hidden unit.")
            .folded());
  }

  private static List<Knob> student() {
    List<Knob> knobs = new ArrayList<>();
    knobs.add(
        Knob.choice(
            "student.start",
            "Starts from",
            "Which weights the student begins with.",
            Option.text("teacher", "the teacher", "It begins as standard dropout."),
            Option.text("fresh", "fresh weights", "Random weights, and layers as you like.")));
    knobs.add(
        Knob.optional(
            "student.layers",
            "Layers",
            "units or feature maps of each hidden layer",
            "whole numbers such as 64, 32",
            "as teacher",
            "The student's hidden layers. Own layers begin with fresh weights; those of a"
                + " convolutional teacher have its windows and pooling."));
    knobs.add(
        Knob.choice(
            "student.schedule",
            "Learns",
            "When the student learns.",
            Option.text("sequential", "after the teacher", "The teacher is frozen then."),
            Option.text("together", "with the teacher", "A step of each in turn.")));
    knobs.add(divergence());
    knobs.add(
        Knob.slide(
            "student.masksPerStep",
            "Masks / step",
            "masks",
            Scale.wholeLog(1, 100),
            "Over how many masks of the teacher the target of one step is averaged."));
    knobs.addAll(transferInputs());
    knobs.addAll(training("student", false));
    knobs.add(
        Knob.slide(
                "student.averagedShare",
                "Averaged",
                SHARE + " of its steps, at the end",
                Scale.linear(0, 0.9),
                "Over which of its last steps the student's weights are averaged; 0: not at all.")
            .folded());
    knobs.add(
        Knob.optional(
                "student.unlabelled",
                "More rows",
                "",
                "path of a file",
                "none",
                "A file with rows whose labels nobody needs to know, for the student to learn from.")
            .folded());
    return knobs;
  }

  private static Knob divergence() {
    return Knob.choice(
        "student.divergence",
        "Lowers",
        "The distance from the teacher that the student lowers, and what that distils.",
        Arrays.stream(Divergence.values())
            .map(
                d ->
                    Option.text(
                        d.name().toLowerCase(java.util.Locale.ROOT),
                        d.isFaithful() ? d.label() : d.label() + ": geometric mean",
                        "Distils " + d.distils(OutputKind.CLASSES) + "."))
            .toArray(Option[]::new));
  }

  private static List<Knob> transferInputs() {
    return List.of(
        Knob.slide(
            "student.transferInputs.noise",
            "Noise",
            "standard deviations, in units of the features",
            Scale.linear(0, 1),
            "Normal noise on the rows that the student sees."),
        Knob.slide(
            "student.transferInputs.pairWeight",
            "Pairs",
            "most weight of the other row",
            Scale.linear(0, 1),
            "Mixes each row that the student sees with another one."),
        Knob.slide(
            "student.transferInputs.shift",
            "Shift",
            "pixels",
            Scale.wholeLinear(0, 4),
            "Moves the images that the student sees, by up to so many pixels each way."));
  }

  private static List<Knob> averaging() {
    return List.of(
        Knob.slide(
            "evaluation.passes",
            "Passes T",
            "passes",
            Scale.wholeLog(10, 10_000),
            "Masks in the MC average of the curves, a multiple of the blocks."),
        Knob.slide(
            "evaluation.finalPasses",
            "Final T",
            "passes",
            Scale.wholeLog(10, 100_000),
            "Masks in the MC average on the test rows, a multiple of the blocks."),
        Knob.slide(
            "evaluation.everySteps",
            "Every",
            "steps",
            Scale.wholeLog(1, 10_000),
            "Steps between two points of the curves."),
        Knob.flag(
            "evaluation.balanced",
            "Balanced",
            "Each unit is kept equally often in the passes of a block: less noise for the same T."),
        Knob.choice(
            "evaluation.rowsPerMask",
            "Masks",
            "How many rows share a mask in a pass of the average.",
            PER_ROW,
            PER_GROUP,
            PER_PASS),
        roads(),
        Knob.slide(
                "evaluation.blocks",
                "Blocks",
                "blocks",
                Scale.wholeLinear(2, 50),
                "Independent blocks of passes, from which the error of the average is found.")
            .folded(),
        Knob.slide(
                "evaluation.bins",
                "ECE bins",
                "bins",
                Scale.wholeLinear(1, 50),
                "Bins of the calibration error.")
            .folded(),
        Knob.slide(
                "evaluation.confidence",
                "Confidence",
                SHARE,
                Scale.linear(0.5, 0.99),
                "How often the intervals hold the truth.")
            .folded(),
        Knob.slide(
                "evaluation.bootstrapResamples",
                "Resamples",
                "resamples",
                Scale.wholeLog(100, 100_000),
                "Resamples of the rows behind each interval.")
            .folded(),
        Knob.slide(
                "evaluation.expectationLinear",
                "Road's λ",
                "",
                Scale.log(0.01, 100),
                "Penalty of the teacher that is trained for the expectation-linear road.")
            .folded());
  }

  private static Knob roads() {
    return new Knob(
        "evaluation.predictors",
        "Other roads",
        "",
        "Other roads to the average that stand in the final table.",
        new Knob.Kind.Several(
            List.of(
                road(Road.EXACT, "exact", "The sum over all masks; for few dropped units."),
                road(Road.GEOMETRIC, "geometric", "Softmax of the mean logits."),
                road(Road.MOMENTS, "moments", "Means and variances from layer to layer."),
                road(Road.MOMENTS_MEAN, "moments, mean", "Softmax of the mean logits of those."),
                road(Road.MOMENTS_FIELD, "moments, field", "Logits shrunk by their variance."),
                road(Road.MOMENTS_SAMPLED, "moments, sampled", "Logits drawn from those."),
                road(
                    Road.EXPECTATION_LINEAR,
                    "expectation-linear",
                    "Another teacher, trained to be linear in expectation."))),
        false);
  }

  private static Option road(Road road, String label, String tip) {
    return Option.text(road.label(), label, tip);
  }
}
