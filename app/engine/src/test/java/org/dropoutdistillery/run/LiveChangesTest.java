package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.dropoutdistillery.store.MetricsCsv;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveChangesTest {
  private final Workers workers = new Workers(2);

  @AfterEach
  void endWorkers() {
    workers.close();
  }

  private Run run(Recipe recipe) {
    return new Run(recipe, TinyRun.DIGITS, TinyRun.TEST_ROWS, workers);
  }

  @ParameterizedTest
  @EnumSource(DistilSchedule.class)
  void twentyRandomChangesReplayWithTheSameBits(DistilSchedule schedule) {
    Recipe recipe =
        TinyRun.recipe(
            "student.schedule",
            schedule.name().toLowerCase(Locale.ROOT),
            "teacher.training.epochs",
            "3",
            "student.training.epochs",
            "3");
    RunOutcome live = withRandomChanges(recipe, new Random(7));
    String file = RecipeJson.write(live.recipe());
    for (int workerCount : new int[] {1, 3}) {
      RunOutcome replayed =
          TinyRun.drive(RecipeJson.read("replay", file), TinyRun.DIGITS, workerCount);

      assertThat(replayed.recipe()).isEqualTo(live.recipe());
      assertThat(MetricsCsv.of(replayed.curve())).isEqualTo(MetricsCsv.of(live.curve()));
      assertThat(TinyRun.bits(replayed.student())).isDeepEqualTo(TinyRun.bits(live.student()));
      assertThat(replayed.test().report())
          .usingRecursiveComparison()
          .isEqualTo(live.test().report());
    }
    assertThat(live.recipe().changes()).hasSizeGreaterThanOrEqualTo(20);
    assertThat(MetricsCsv.of(live.curve()))
        .isNotEqualTo(MetricsCsv.of(TinyRun.drive(recipe).curve()));
  }

  private RunOutcome withRandomChanges(Recipe recipe, Random random) {
    Run run = run(recipe);
    List<EvaluationPoint> curve = new ArrayList<>(List.of(run.evaluate(() -> false)));
    while (!run.isTrained()) {
      if (random.nextInt(3) > 0) {
        changeSomething(run, random);
      }
      run.step();
      if (run.evaluationIsDue()) {
        curve.add(run.evaluate(() -> false));
      }
    }
    return new RunOutcome(
        run.recipe(),
        run.steps(),
        run.totalSteps(),
        0,
        curve,
        run.test(() -> false),
        run.teacherSnapshot(),
        run.studentSnapshot(),
        null);
  }

  private static void changeSomething(Run run, Random random) {
    String network = random.nextBoolean() ? "teacher" : "student";
    switch (random.nextInt(8)) {
      case 0 -> run.change(network + ".training.learningRate", 0.05 * random.nextDouble());
      case 1 -> run.change(network + ".training.momentum", 0.95 * random.nextDouble());
      case 2 -> run.change(network + ".training.weightDecay", 0.01 * random.nextDouble());
      case 3 -> run.change("teacher.inputDropRate", 0.5 * random.nextInt(2));
      case 4 ->
          run.change(
              "teacher.layers[" + random.nextInt(2) + "].dropRate", 0.9 * random.nextDouble());
      case 5 -> run.change("student.masksPerStep", 1 + random.nextInt(6));
      case 6 -> run.change("student.transferInputs.noise", 0.2 * random.nextDouble());
      default -> run.change("evaluation.passes", 4 * (1 + random.nextInt(10)));
    }
  }

  @Test
  void aChangeActsFromTheNextStepOn() {
    Run plain = run(TinyRun.recipe());
    Run changed = run(TinyRun.recipe());
    advance(plain, 10);
    advance(changed, 10);
    LiveChange change = changed.change("teacher.training.learningRate", 0.001);

    assertThat(change).isEqualTo(new LiveChange(10, "teacher.training.learningRate", 0.001));
    assertThat(TinyRun.bits(changed.teacherSnapshot()))
        .isDeepEqualTo(TinyRun.bits(plain.teacherSnapshot()));
    advance(plain, 1);
    advance(changed, 1);
    assertThat(
            Arrays.deepEquals(
                TinyRun.bits(changed.teacherSnapshot()), TinyRun.bits(plain.teacherSnapshot())))
        .isFalse();
  }

  @Test
  void theOldValueBroughtBackIsAChangeOfItsOwn() {
    Run run = run(TinyRun.recipe());
    advance(run, 3);
    run.change("teacher.layers[0].dropRate", 0.1);
    advance(run, 4);
    run.change("teacher.layers[0].dropRate", 0.5);

    assertThat(run.recipe().changes())
        .containsExactly(
            new LiveChange(3, "teacher.layers[0].dropRate", 0.1),
            new LiveChange(7, "teacher.layers[0].dropRate", 0.5));
    assertThat(run.settings()).isEqualTo(TinyRun.recipe());
  }

  @Test
  void aChangeToTheValueThatIsThereIsNone() {
    Run run = run(TinyRun.recipe());

    assertThat(run.change("teacher.layers[0].dropRate", 0.5)).isNull();
    assertThat(run.recipe()).isEqualTo(TinyRun.recipe());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "teacher.training.learningRate",
        "teacher.training.momentum",
        "teacher.training.weightDecay",
        "teacher.inputDropRate",
        "teacher.layers[1].dropRate",
        "student.training.learningRate",
        "student.training.momentum",
        "student.training.weightDecay",
        "student.masksPerStep",
        "student.transferInputs.noise",
        "student.transferInputs.pairWeight",
        "student.transferInputs.shift",
        "evaluation.passes"
      })
  void everyLiveValueReachesTheNumbers(String key) {
    Recipe recipe = TinyRun.recipe("student.training.optimizer", "sgd");
    double value =
        key.endsWith("masksPerStep")
            ? 2
            : key.endsWith("passes") ? 40 : key.endsWith("shift") ? 2 : 0.3;
    RunOutcome plain = TinyRun.drive(recipe);
    RunOutcome changed = TinyRun.drive(recipe.withChanges(List.of(new LiveChange(20, key, value))));

    assertThat(MetricsCsv.of(changed.curve().subList(0, 2)))
        .isEqualTo(MetricsCsv.of(plain.curve().subList(0, 2)));
    assertThat(MetricsCsv.of(changed.curve())).isNotEqualTo(MetricsCsv.of(plain.curve()));
  }

  @Test
  void aDropRateChangedWhileDistillingMovesTheTargetAndNotTheTeacher() {
    List<EvaluationPoint> plain = TinyRun.drive(TinyRun.recipe()).curve();
    LiveChange change = new LiveChange(50, "teacher.layers[0].dropRate", 0.1);
    RunOutcome outcome = TinyRun.drive(TinyRun.recipe().withChanges(List.of(change)));
    List<EvaluationPoint> curve = outcome.curve();

    assertThat(TinyRun.bits(outcome.teacher()))
        .isDeepEqualTo(TinyRun.bits(TinyRun.drive(TinyRun.recipe()).teacher()));
    for (int i = 0; i < curve.size(); i++) {
      assertThat(curve.get(i).report().standard().nll())
          .isEqualTo(plain.get(i).report().standard().nll());
    }
    assertThat(curve.get(7).report().mutualInformation())
        .isLessThan(plain.get(7).report().mutualInformation());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "teacher.layers[0].units | 3 | teacher.layers[0].units: does not change in a run, start another",
        "seed | 3 | seed: does not change in a run, start another",
        "teacher.layers[2].dropRate | 0.3 | teacher.layers[2].dropRate: no such key, expected an index below 2",
        "teacher.inputDropRate | 1 | teacher.inputDropRate: 1.0, expected a number in [0, 1)",
        "student.masksPerStep | 1.5 | student.masksPerStep: 1.5, expected a whole number",
        "student.transferInputs.shift | 8 | student.transferInputs.shift: 8, expected less than the 8 x 8 pixels of an image",
        "evaluation.passes | 3 | evaluation.passes: 3, expected a multiple of blocks (4), at most 10000000",
      })
  void aChangeThatDoesNotFitIsRefusedAndChangesNothing(String key, double value, String problem) {
    Run run = run(TinyRun.recipe());
    RunDriver driver = new RunDriver(run, point -> {}, true);

    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> driver.change(key, value))
        .withMessage("digits: " + problem);
    assertThatExceptionOfType(RecipeException.class).isThrownBy(() -> run.change(key, value));
    assertThat(run.recipe()).isEqualTo(TinyRun.recipe());
  }

  @Test
  void aDriverPassesChangesOnAtTheNextStepTheLastOfEachValue() {
    Run run = run(TinyRun.recipe());
    List<LiveChange> heard = new ArrayList<>();
    AtomicReference<RunDriver> driver = new AtomicReference<>();
    RunListener listener =
        new RunListener() {
          @Override
          public void evaluated(EvaluationPoint point) {
            if (point.step() == 30) {
              driver.get().change("teacher.layers[0].dropRate", 0.1);
              driver.get().change("teacher.training.learningRate", 0.01);
              driver.get().change("teacher.layers[0].dropRate", 0.2);
            }
          }

          @Override
          public void changed(LiveChange change) {
            heard.add(change);
          }
        };
    driver.set(new RunDriver(run, listener, false));
    RunOutcome outcome = driver.get().drive();

    assertThat(heard)
        .containsExactly(
            new LiveChange(30, "teacher.training.learningRate", 0.01),
            new LiveChange(30, "teacher.layers[0].dropRate", 0.2));
    assertThat(outcome.recipe().changes()).isEqualTo(heard);
    assertThat(outcome.isComplete()).isTrue();
  }

  private static void advance(Run run, long steps) {
    for (long i = 0; i < steps; i++) {
      run.step();
    }
  }
}
