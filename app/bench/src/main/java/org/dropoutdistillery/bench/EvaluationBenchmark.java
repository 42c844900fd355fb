package org.dropoutdistillery.bench;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.tensor.Workers;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How much of a run its evaluations on the validation rows take, at the schedule of its recipe:
 * some steps and evaluations are timed, and counted as often as the whole run has them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 1, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx1500m", "-XX:+UseSerialGC"})
public class EvaluationBenchmark {
  private static final int STEPS = 300;
  private static final int EVALUATIONS = 3;

  @Param({"digits", "fashion"})
  private String recipe;

  private Workers workers;
  private Recipe whole;
  private Recipe brief;
  private RunData data;

  /** What was measured of one iteration: ms, but for the share. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Times {
    private final Stopwatch teacherSteps = new Stopwatch();
    private final Stopwatch studentSteps = new Stopwatch();
    private final Stopwatch averages = new Stopwatch();
    private final Stopwatch comparisons = new Stopwatch();
    private RunCounts counts;

    @Setup(Level.Iteration)
    public void reset() {
      teacherSteps.reset();
      studentSteps.reset();
      averages.reset();
      comparisons.reset();
    }

    public double teacherStep() {
      return teacherSteps.millis();
    }

    public double studentStep() {
      return studentSteps.millis();
    }

    /** An evaluation that averages, since the teacher has moved. */
    public double evaluationOfTeacher() {
      return averages.millis();
    }

    /** One that has the average of a frozen teacher. */
    public double evaluationOfStudent() {
      return comparisons.millis();
    }

    /** Percentage of the time of all steps and evaluations. */
    public double share() {
      double evaluations =
          counts.averages() * averages.millis() + counts.comparisons() * comparisons.millis();
      double steps =
          counts.teacherSteps() * teacherSteps.millis()
              + counts.studentSteps() * studentSteps.millis();
      return 100 * evaluations / (evaluations + steps);
    }
  }

  @Setup
  public void prepare() throws IOException {
    workers = new Workers(2);
    RecipeCatalog catalog = new RecipeCatalog();
    whole = catalog.load(recipe);
    data = RunData.load(whole);
    int steps = RunCounts.stepsPerEpoch(whole.teacher().training(), data);
    int epochs = Math.min(whole.teacher().training().epochs(), Math.max(1, STEPS / steps));
    brief = catalog.load(recipe, Map.of("teacher.training.epochs", Integer.toString(epochs)));
  }

  /** A teacher of a few epochs and some steps of its student; read what was counted. */
  @Benchmark
  public void briefRun(Times times) {
    times.counts = RunCounts.of(whole, data);
    Run run = new Run(brief, data, workers);
    long teacherSteps = RunCounts.of(brief, data).teacherSteps();
    go(run, teacherSteps, times.teacherSteps, times.averages);
    requirePhase(run, Phase.STUDENT);
    times.averages.time(1, () -> run.evaluate(() -> false));
    go(run, Math.min(STEPS, run.totalSteps() - run.steps()), times.studentSteps, times.comparisons);
  }

  /** Does some steps, with an evaluation before each third. */
  private static void go(Run run, long steps, Stopwatch ofSteps, Stopwatch ofEvaluations) {
    int part = (int) (steps / EVALUATIONS);
    for (int i = 0; i < EVALUATIONS; i++) {
      ofEvaluations.time(1, () -> run.evaluate(() -> false));
      ofSteps.time(i + 1 < EVALUATIONS ? part : (int) steps - i * part, run::step);
    }
  }

  private static void requirePhase(Run run, Phase expected) {
    if (run.phase() != expected) {
      throw new IllegalStateException(
          "phase %s after %d steps, expected %s".formatted(run.phase(), run.steps(), expected));
    }
  }

  @TearDown
  public void close() {
    workers.close();
  }
}
