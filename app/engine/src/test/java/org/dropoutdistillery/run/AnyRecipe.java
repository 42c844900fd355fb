package org.dropoutdistillery.run;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.dropoutdistillery.data.Task;
import org.dropoutdistillery.distil.Divergence;
import org.dropoutdistillery.distil.TransferInputs;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Convolution.Padding;
import org.dropoutdistillery.nn.Initialisation;
import org.dropoutdistillery.nn.Pooling;
import org.dropoutdistillery.nn.Schedule;

/** Recipes of every form that there is, with values from all of their ranges. */
public final class AnyRecipe {
  private static final int MOST_PASSES = 10_000_000;

  private final Draw draw;
  private final int mostUnits;
  private final int mostSide;

  private AnyRecipe(Draw draw, int mostUnits, int mostSide) {
    this.draw = draw;
    this.mostUnits = mostUnits;
    this.mostSide = mostSide;
  }

  /** Returns a recipe that can be read; whether it fits any data is another matter. */
  public static Recipe of(Draw draw) {
    return new AnyRecipe(draw, 65_536, 1_024).recipe();
  }

  /** Returns one whose networks take next to no memory. */
  public static Recipe small(Draw draw) {
    return new AnyRecipe(draw, 4, 3).recipe();
  }

  private Recipe recipe() {
    Recipe.Teacher teacher = teacher();
    Recipe unchanged =
        new Recipe(
            Recipe.VERSION,
            draw.of(List.of("a", "9", "A-1_b.c", "z".repeat(64))),
            draw.text(),
            draw.anyWhole(),
            data(),
            teacher,
            student(teacher),
            evaluation(teacher),
            List.of());
    return unchanged.withChanges(changes(unchanged));
  }

  private Recipe.Data data() {
    return new Recipe.Data(
        draw.text(),
        draw.orNull(draw::text),
        draw.orNull(() -> draw.of(Task.class)),
        draw.orNull(() -> draw.whole(10, 10_000_000)),
        draw.orNull(() -> 1000 * draw.share()),
        draw.orNull(draw::inside),
        draw.inside(),
        draw.flip());
  }

  private Recipe.Teacher teacher() {
    DropoutKind dropout = draw.of(DropoutKind.class);
    List<RecipeLayer> layers = new ArrayList<>(draw.list(0, 3, () -> convolution(dropout)));
    layers.addAll(draw.list(layers.isEmpty() ? 1 : 0, 3, this::dense));
    return new Recipe.Teacher(
        draw.share(),
        dropout,
        rowsPerMask(),
        draw.share(),
        layers,
        draw.of(Initialisation.class),
        draw.from0(),
        training());
  }

  private Integer rowsPerMask() {
    return draw.orNull(() -> draw.whole(1, Integer.MAX_VALUE));
  }

  private RecipeLayer dense() {
    return new RecipeLayer.Dense(draw.whole(1, mostUnits), draw.of(Activation.class), draw.share());
  }

  private RecipeLayer convolution(DropoutKind dropout) {
    MapMasks masks =
        draw.of(
            dropout == DropoutKind.BERNOULLI
                ? List.of(MapMasks.values())
                : List.of(MapMasks.ELEMENT, MapMasks.CHANNEL));
    Padding padding = draw.of(Padding.class);
    int kernel = draw.whole(1, mostSide);
    return new RecipeLayer.Conv(
        draw.whole(1, mostUnits),
        padding == Padding.SAME ? (kernel - 1) | 1 : kernel, // odd
        draw.whole(1, mostSide),
        padding,
        draw.flip(),
        draw.of(Activation.class),
        draw.orNull(this::pool),
        masks == MapMasks.CHECKERBOARD ? draw.share() / 2 : draw.share(),
        masks,
        masks.hasSquares() ? draw.whole(1, mostSide) : null);
  }

  private RecipeLayer.Pool pool() {
    Pooling.Kind kind = draw.of(Pooling.Kind.class);
    return kind == Pooling.Kind.GLOBAL_AVERAGE
        ? new RecipeLayer.Pool(kind, null, null)
        : new RecipeLayer.Pool(kind, draw.whole(1, mostSide), draw.whole(1, mostSide));
  }

  private Recipe.Student student(Recipe.Teacher teacher) {
    StudentStart start = draw.of(StudentStart.class);
    int taught = teacher.layers().size();
    int least = teacher.isConvolutional() ? taught : 1;
    int most = teacher.isConvolutional() ? taught : 4;
    return new Recipe.Student(
        draw.of(DistilSchedule.class),
        start,
        start == StudentStart.TEACHER
            ? null
            : draw.orNull(() -> draw.list(least, most, () -> draw.whole(1, mostUnits))),
        draw.of(Divergence.class),
        draw.whole(1, 10_000),
        draw.orNull(draw::text),
        new TransferInputs(
            draw.from0(),
            draw.of(List.of(0.0, 1.0, draw.share())),
            draw.whole(0, Integer.MAX_VALUE)),
        draw.share(),
        training());
  }

  private Recipe.Training training() {
    return new Recipe.Training(
        draw.whole(1, 1_000_000),
        draw.whole(1, 65_536),
        draw.of(OptimizerKind.class),
        draw.above0(),
        draw.share(),
        draw.of(Schedule.class),
        draw.from0(),
        draw.orNull(draw::above0));
  }

  private Recipe.Evaluation evaluation(Recipe.Teacher teacher) {
    int blocks = draw.whole(2, 1_000);
    boolean balanceable =
        teacher.dropout() == DropoutKind.BERNOULLI
            && teacher.layers().stream()
                .noneMatch(
                    layer -> layer instanceof RecipeLayer.Conv conv && conv.masks().hasSquares());
    return new Recipe.Evaluation(
        draw.whole(1, Integer.MAX_VALUE),
        passes(blocks),
        passes(blocks),
        blocks,
        balanceable && draw.flip(),
        rowsPerMask(),
        draw.list(0, 4, () -> draw.of(Road.class)).stream().distinct().toList(),
        draw.above0(),
        draw.whole(1, 1_000),
        draw.whole(100, 1_000_000),
        0.98 * draw.inside()); // at which 100 resamples are enough
  }

  private int passes(int blocks) {
    return blocks * draw.whole(1, MOST_PASSES / blocks);
  }

  private List<LiveChange> changes(Recipe recipe) {
    return draw.list(0, 5, () -> draw.upTo(Long.MAX_VALUE)).stream()
        .sorted()
        .map(step -> change(recipe, step))
        .toList();
  }

  private LiveChange change(Recipe recipe, long step) {
    int layer = draw.whole(0, recipe.teacher().layers().size() - 1);
    List<Map.Entry<String, DoubleSupplier>> live =
        List.of(
            entry("teacher.training.learningRate", draw::above0),
            entry("teacher.training.momentum", draw::share),
            entry("teacher.training.weightDecay", draw::from0),
            entry("teacher.inputDropRate", draw::share),
            entry("teacher.layers[" + layer + "].dropRate", () -> draw.share() / 2),
            entry("student.training.learningRate", draw::above0),
            entry("student.training.momentum", draw::share),
            entry("student.training.weightDecay", draw::from0),
            entry("student.masksPerStep", () -> draw.whole(1, 10_000)),
            entry("student.transferInputs.noise", draw::from0),
            entry("student.transferInputs.pairWeight", draw::share),
            entry("student.transferInputs.shift", () -> draw.whole(0, Integer.MAX_VALUE)),
            entry("evaluation.passes", () -> passes(recipe.evaluation().blocks())));
    Map.Entry<String, DoubleSupplier> chosen = draw.of(live);
    return new LiveChange(step, chosen.getKey(), chosen.getValue().getAsDouble());
  }
}
