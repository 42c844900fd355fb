package org.dropoutdistillery.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.predict.MonteCarloPredictor;
import org.dropoutdistillery.predict.StandardPredictor;

/**
 * About how much memory a run takes at its peak, from shapes alone: app/docs/results.md says how
 * near that came to what was measured. Numbers outside the heap and on it, in bytes.
 */
record RunMemory(List<Part> parts, double largestArray) {
  private static final double FLOAT = Float.BYTES;
  // The JVM, its code and libraries, and buffers of the matrix products; as measured.
  private static final double PROGRAM = 150e6;
  // Networks that a run copies: those of the last evaluation, and what it hands out at its end.
  private static final int COPIES = 2;
  // Predictors that a thread works for, each with arrays of its own: training, passes, test.
  private static final int PREDICTORS = 9;

  /**
   * @param what in words
   * @param outside bytes outside the Java heap
   * @param heap bytes on it
   */
  record Part(String what, double outside, double heap) {
    double bytes() {
      return outside + heap;
    }
  }

  static RunMemory of(Recipe recipe, RunData data, int workers) {
    Architecture layers = RecipeNetworks.architecture(recipe.teacher(), data.dataset());
    NetworkMemory teacher = new NetworkMemory(layers);
    NetworkMemory student =
        new NetworkMemory(RecipeNetworks.studentArchitecture(recipe.student(), layers));
    int pairs = recipe.teacher().expectationLinear() > 0 ? 2 : 1;
    Recipe.Training teaching = recipe.teacher().training();
    Recipe.Training distilling = recipe.student().training();
    double teacherRows =
        pairs * (double) TrainingPhase.batchCapacity(teaching, data.split().train());
    double studentRows = TrainingPhase.batchCapacity(distilling, data.transferPool().ids());
    double[] evaluated = {data.split().validation().length, data.split().test().length};
    double largest =
        Math.max(
            Math.max(teacher.widestWindows(), student.widestWindows()),
            Math.max(
                Math.max(teacherRows, studentRows) * teacher.widestArray(),
                studentRows * student.widestArray()));
    return new RunMemory(
        List.of(
            weights(teacher, teaching, student, distilling),
            batches(teacher, teacherRows, student, studentRows, workers),
            passes(recipe, teacher, studentRows, evaluated, workers),
            copies(teacher, teaching, student, distilling, recipe.student().averagedShare() > 0),
            data(data),
            new Part("program", PROGRAM, 0)),
        largest);
  }

  private static Part weights(
      NetworkMemory teacher,
      Recipe.Training teaching,
      NetworkMemory student,
      Recipe.Training distilling) {
    double teachers = teacher.weights() * (1 + remembered(teaching)) + teacher.gradients();
    double students = student.weights() * (1 + remembered(distilling)) + student.gradients();
    return new Part(
        "weights, gradients and what optimisers remember", FLOAT * (teachers + students), 0);
  }

  private static int remembered(Recipe.Training training) {
    return training.optimizer().create(training.momentum()).stateSize();
  }

  private static Part batches(
      NetworkMemory teacher,
      double teacherRows,
      NetworkMemory student,
      double studentRows,
      int workers) {
    double outside = 2 * (teacherRows * teacher.values() + studentRows * student.values());
    double heap = teacherRows * teacher.tape() + studentRows * student.tape();
    double threads = PREDICTORS * (double) workers;
    return new Part(
        "batches of %.0f and %.0f rows with the way back".formatted(teacherRows, studentRows),
        FLOAT
            * (outside
                + threads * teacher.windows()
                + workers * (teacher.windowsBack() + student.windowsBack())),
        FLOAT
            * (heap + threads * teacher.sums() + workers * (teacher.turned() + student.turned())));
  }

  private static Part passes(
      Recipe recipe, NetworkMemory teacher, double studentRows, double[] evaluated, int workers) {
    double lanes =
        workers
            * (studentRows * teacher.pass()
                + 2 * MonteCarloPredictor.MOST_CHUNK_ROWS * teacher.pass()
                + 4 * StandardPredictor.CHUNK_ROWS * teacher.pass());
    double rows = Arrays.stream(evaluated).sum();
    double prepared =
        Arrays.stream(evaluated)
            .map(some -> MonteCarloPredictor.preparedValues(some, teacher.beforeMasks()))
            .sum();
    double sums = (recipe.evaluation().blocks() + 2.0) * rows * teacher.architecture().outputs();
    return new Part(
        "passes of Monte-Carlo over %.0f rows".formatted(rows),
        FLOAT * (lanes + prepared),
        3 * Double.BYTES * sums);
  }

  private static Part copies(
      NetworkMemory teacher,
      Recipe.Training teaching,
      NetworkMemory student,
      Recipe.Training distilling,
      boolean averages) {
    double both = teacher.weights() + student.weights();
    // Where the student begins, the checkpoint before it is still there; files are written array by
    // array, from bytes that were gathered.
    double checkpoint =
        3 * Math.max(teacher.largestParameter(), student.largestParameter())
            + teacher.weights() * (2 + remembered(teaching))
            + student.weights() * (2 + remembered(distilling));
    double average = averages ? student.weights() : 0;
    return new Part(
        "copies and checkpoints",
        FLOAT * (COPIES * both + average),
        FLOAT * checkpoint + Double.BYTES * 2 * average);
  }

  private static Part data(RunData data) {
    float[] raw = data.loaded().dataset().values();
    float[] seen = data.dataset().values();
    double values =
        (double) raw.length + (seen == raw ? 0 : seen.length) + data.unlabelled().length;
    return new Part("data", 0, FLOAT * values);
  }

  double bytes() {
    return parts.stream().mapToDouble(Part::bytes).sum();
  }

  double heap() {
    return parts.stream().mapToDouble(Part::heap).sum();
  }

  /**
   * Refuses a run that this process cannot hold.
   *
   * @throws RecipeException with the estimate and what to reduce
   */
  void requireRoom(Recipe recipe) {
    long physical =
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    requireRoom(recipe, Runtime.getRuntime().maxMemory(), physical);
  }

  /**
   * @param heapLimit bytes of the Java heap
   * @param limit bytes of the machine, or of the container
   */
  void requireRoom(Recipe recipe, long heapLimit, long limit) {
    if (bytes() <= limit && heap() <= heapLimit && largestArray <= Integer.MAX_VALUE) {
      return;
    }
    String reason =
        largestArray > Integer.MAX_VALUE
            ? "%,.0f values would lie in one array, expected fewer than 2^31"
                .formatted(largestArray)
            : "expected at most %s in all and %s on the Java heap (java -Xmx)"
                .formatted(text((double) limit), text((double) heapLimit));
    throw new RecipeException(
        recipe.name(),
        "teacher.layers: the run would take about %s, %s of it on the Java heap; %s. Parts: %s. Fewer"
                .formatted(text(bytes()), text(heap()), reason, partsText())
            + " units or maps, pooling or a stride in a lower layer, or a smaller"
            + " teacher.training.batchSize and student.training.batchSize take less");
  }

  private String partsText() {
    return parts.stream()
        .map(part -> part.what() + " " + text(part.bytes()))
        .collect(Collectors.joining(", "));
  }

  private static String text(double bytes) {
    return bytes < 1e9
        ? String.format(Locale.ROOT, "%.0f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%,.1f GB", bytes / 1e9);
  }
}
