package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.dropoutdistillery.store.MetricsCsv;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A driver that is told what to do from another thread, or by whoever listens. */
@Timeout(30)
class RunDriverTest {
  private static final long SHORT_WHILE = 150;

  private final Workers workers = new Workers(2);
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final List<EvaluationPoint> heard = new ArrayList<>();
  private final CountDownLatch paused = new CountDownLatch(1);
  private final AtomicReference<RunDriver> driver = new AtomicReference<>();

  @AfterEach
  void end() throws InterruptedException {
    driver.get().cancel();
    thread.shutdown();
    assertThat(thread.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    workers.close();
  }

  private RunDriver create(Recipe recipe, RunListener listener, boolean paused) {
    Run run = new Run(recipe, TinyRun.data(recipe, TinyRun.DIGITS), workers);
    driver.set(
        new RunDriver(
            run,
            point -> {
              heard.add(point);
              listener.evaluated(point);
            },
            paused));
    return driver.get();
  }

  @Test
  void runsToTheEndAndSaysSo() {
    RunDriver driver = create(TinyRun.recipe(), point -> {}, false);
    assertThat(driver.progress()).isEqualTo(new RunProgress(Phase.TEACHER, 0, 84, false, 0));
    RunOutcome outcome = driver.drive();

    assertThat(driver.progress()).isEqualTo(new RunProgress(Phase.STUDENT, 84, 84, true, 1));
    assertThat(outcome.isComplete()).isTrue();
    assertThat(outcome.curve()).hasSize(8).isEqualTo(heard);
    assertThat(outcome.recipe()).isEqualTo(TinyRun.recipe());
    assertThat(outcome.seconds()).isPositive();
  }

  @Test
  void aPausedDriverDoesNotStep() throws Exception {
    RunDriver driver = create(TinyRun.recipe(), point -> {}, true);
    Future<RunOutcome> outcome = thread.submit(driver::drive);
    TimeUnit.MILLISECONDS.sleep(SHORT_WHILE);

    assertThat(driver.progress().steps()).isZero();
    assertThat(outcome.isDone()).isFalse();
    driver.resume();
    assertThat(get(outcome).steps()).isEqualTo(84);
  }

  @Test
  void doesAsManyStepsAsAskedAndWaits() throws Exception {
    RunDriver driver = create(TinyRun.recipe(), point -> {}, true);
    Future<RunOutcome> outcome = thread.submit(driver::drive);
    driver.step(5);
    await(() -> driver.progress().steps() == 5);
    TimeUnit.MILLISECONDS.sleep(SHORT_WHILE);
    assertThat(driver.progress().steps()).isEqualTo(5);

    driver.step(1);
    driver.step(2);
    await(() -> driver.progress().steps() == 8);
    driver.step(0);
    TimeUnit.MILLISECONDS.sleep(SHORT_WHILE);
    assertThat(driver.progress().steps()).isEqualTo(8);

    driver.resume();
    assertThat(get(outcome).isComplete()).isTrue();
  }

  @Test
  void stepsAskedForTwiceAddUp() throws Exception {
    RunDriver driver = create(TinyRun.recipe(), point -> {}, true);
    driver.step(3);
    driver.step(4);
    Future<RunOutcome> outcome = thread.submit(driver::drive);
    await(() -> driver.progress().steps() == 7);
    TimeUnit.MILLISECONDS.sleep(SHORT_WHILE);

    assertThat(driver.progress().steps()).isEqualTo(7);
    driver.cancel();
    assertThat(get(outcome).steps()).isEqualTo(7);
  }

  @Test
  void timeBeforeAPauseCountsAsRunning() throws Exception {
    RunDriver driver =
        create(
            TinyRun.recipe(),
            point -> {
              if (point.step() == 0) {
                idle(0.3);
              }
            },
            true);
    Future<RunOutcome> outcome = thread.submit(driver::drive);
    TimeUnit.MILLISECONDS.sleep(600);
    driver.resume();

    assertThat(get(outcome).seconds()).isGreaterThan(0.3);
  }

  @Test
  void pausesWhereItIsTold() throws Exception {
    RunDriver driver = create(TinyRun.recipe(), point -> pauseAt(point, 15), false);
    Future<RunOutcome> outcome = thread.submit(driver::drive);
    awaitPause();
    TimeUnit.MILLISECONDS.sleep(SHORT_WHILE);
    assertThat(driver.progress().steps()).isEqualTo(15);

    driver.step(1);
    await(() -> driver.progress().steps() == 16);
    driver.resume();
    assertThat(get(outcome).isComplete()).isTrue();
  }

  @Test
  void aPauseTakesBackStepsThatWereAllowed() throws Exception {
    RunDriver driver = create(TinyRun.recipe(), point -> pauseAt(point, 15), true);
    driver.step(60);
    Future<RunOutcome> outcome = thread.submit(driver::drive);
    awaitPause();
    TimeUnit.MILLISECONDS.sleep(SHORT_WHILE);

    assertThat(driver.progress().steps()).isEqualTo(15);
    driver.cancel();
    assertThat(get(outcome).steps()).isEqualTo(15);
  }

  @Test
  void stepsAcrossTheHandOverAndIntoTheTest() throws Exception {
    RunDriver driver = create(TinyRun.recipe(), point -> {}, true);
    Future<RunOutcome> outcome = thread.submit(driver::drive);
    driver.step(41);
    await(() -> driver.progress().steps() == 41);
    assertThat(driver.progress().phase()).isEqualTo(Phase.TEACHER);
    driver.step(1);
    await(() -> driver.progress().steps() == 42);
    assertThat(driver.progress().phase()).isEqualTo(Phase.STUDENT);
    driver.step(1000);

    assertThat(get(outcome).isComplete()).isTrue();
  }

  @Test
  void pausesAndStepsChangeNoNumber() throws Exception {
    RunOutcome straight = TinyRun.drive(TinyRun.recipe());
    RunDriver driver = create(TinyRun.recipe(), point -> pauseAt(point, 30), true);
    Future<RunOutcome> outcome = thread.submit(driver::drive);
    for (int steps = 1; steps <= 10; steps++) {
      driver.step(1);
      int expected = steps;
      await(() -> driver.progress().steps() == expected);
    }
    driver.resume();
    awaitPause();
    assertThat(driver.progress().steps()).isEqualTo(30);
    driver.step(20);
    await(() -> driver.progress().steps() == 50);
    driver.resume();
    RunOutcome halting = get(outcome);

    assertThat(MetricsCsv.of(halting.curve())).isEqualTo(MetricsCsv.of(straight.curve()));
    assertThat(TinyRun.bits(halting.student())).isDeepEqualTo(TinyRun.bits(straight.student()));
    assertThat(halting.test().report())
        .usingRecursiveComparison()
        .isEqualTo(straight.test().report());
  }

  @Test
  void pausesAreNotCountedAsRunning() throws Exception {
    RunDriver driver = create(TinyRun.recipe(), point -> pauseAt(point, 15), true);
    long start = System.nanoTime();
    Future<RunOutcome> outcome = thread.submit(driver::drive);
    TimeUnit.MILLISECONDS.sleep(500);
    driver.resume();
    awaitPause();
    TimeUnit.MILLISECONDS.sleep(500);
    driver.resume();
    double seconds = get(outcome).seconds();
    double wall = (System.nanoTime() - start) / 1e9;

    assertThat(seconds).isPositive().isLessThan(wall - 0.4);
  }

  @Test
  void cancelEndsAPauseAndKeepsWhatThereIs() throws Exception {
    RunDriver driver = create(TinyRun.recipe(), point -> pauseAt(point, 45), false);
    Future<RunOutcome> running = thread.submit(driver::drive);
    awaitPause();
    driver.cancel();
    RunOutcome outcome = get(running);

    assertThat(outcome.isComplete()).isFalse();
    assertThat(outcome.test()).isNull();
    assertThat(outcome.steps()).isEqualTo(45);
    assertThat(outcome.totalSteps()).isEqualTo(84);
    assertThat(outcome.curve())
        .extracting(EvaluationPoint::step)
        .containsExactly(0L, 15L, 30L, 42L, 45L);
    assertThat(outcome.student()).isNotNull();
  }

  @Test
  void cancelWhileTheTeacherLearnsLeavesNoStudent() {
    create(
        TinyRun.recipe(),
        point -> {
          if (point.step() == 15) {
            driver.get().cancel();
          }
        },
        false);
    RunOutcome outcome = driver.get().drive();

    assertThat(outcome.steps()).isEqualTo(15);
    assertThat(outcome.curve()).hasSize(2);
    assertThat(outcome.student()).isNull();
    assertThat(outcome.test()).isNull();
  }

  @Test
  void theCurveOfACancelledRunIsTheBeginningOfTheWholeOne() {
    create(
        TinyRun.recipe(),
        point -> {
          if (point.step() == 60) {
            driver.get().cancel();
          }
        },
        false);
    String begun = MetricsCsv.of(driver.get().drive().curve());

    assertThat(begun.lines()).hasSize(7);
    assertThat(MetricsCsv.of(TinyRun.drive(TinyRun.recipe()).curve())).startsWith(begun);
  }

  @Test
  void cancelCutsAMonteCarloAverageShort() throws Exception {
    Recipe endless = TinyRun.recipe("evaluation.passes", "10000000");
    RunDriver driver = create(endless, point -> {}, false);
    CountDownLatch started = new CountDownLatch(1);
    Future<RunOutcome> running =
        thread.submit(
            () -> {
              started.countDown();
              return driver.drive();
            });
    started.await();
    TimeUnit.MILLISECONDS.sleep(SHORT_WHILE);
    assertThat(running.isDone()).isFalse();
    driver.cancel();
    RunOutcome outcome = get(running);

    assertThat(outcome.curve()).isEmpty();
    assertThat(outcome.steps()).isZero();
    assertThat(outcome.isComplete()).isFalse();
  }

  @Test
  void cancelCutsTheTestShortAndKeepsTheCurve() throws Exception {
    RunDriver driver =
        create(TinyRun.recipe("evaluation.finalPasses", "10000000"), point -> {}, false);
    Future<RunOutcome> running = thread.submit(driver::drive);
    await(() -> driver.progress().testing());
    TimeUnit.MILLISECONDS.sleep(SHORT_WHILE);
    assertThat(running.isDone()).isFalse();
    driver.cancel();
    RunOutcome outcome = get(running);

    assertThat(outcome.isComplete()).isFalse();
    assertThat(outcome.steps()).isEqualTo(84);
    assertThat(outcome.curve()).hasSize(8);
    assertThat(outcome.student()).isNotNull();
  }

  @Test
  void saysHowMuchOfTheTestIsDone() throws Exception {
    RunDriver driver =
        create(TinyRun.recipe("evaluation.finalPasses", "20000"), point -> {}, false);
    Future<RunOutcome> running = thread.submit(driver::drive);
    List<Double> shares = new ArrayList<>();
    while (!running.isDone()) {
      shares.add(driver.progress().testShare());
      TimeUnit.MILLISECONDS.sleep(1);
    }
    shares.add(driver.progress().testShare());

    assertThat(shares).isSorted().startsWith(0.0).endsWith(1.0);
    assertThat(shares.stream().filter(share -> share > 0 && share < 1).distinct())
        .hasSizeGreaterThan(3);
  }

  @Test
  void cancelBeforeTheStartDoesNothingAtAll() {
    RunDriver driver = create(TinyRun.recipe(), point -> {}, false);
    driver.cancel();
    RunOutcome outcome = driver.drive();

    assertThat(outcome.steps()).isZero();
    assertThat(outcome.curve()).isEmpty();
    assertThat(heard).isEmpty();
  }

  @Test
  void anInterruptWhilePausedCancelsAndStaysVisible() throws Exception {
    RunDriver driver = create(TinyRun.recipe(), point -> {}, true);
    AtomicReference<Thread> runner = new AtomicReference<>();
    Future<RunOutcome> running =
        thread.submit(
            () -> {
              runner.set(Thread.currentThread());
              RunOutcome outcome = driver.drive();
              assertThat(Thread.interrupted()).isTrue();
              return outcome;
            });
    await(() -> runner.get() != null && runner.get().getState() == Thread.State.WAITING);
    runner.get().interrupt();

    assertThat(get(running).isComplete()).isFalse();
  }

  @Test
  void stepsBackwardsAreRefused() {
    RunDriver driver = create(TinyRun.recipe(), point -> {}, true);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> driver.step(-1))
        .withMessage("steps: -1, expected 0 or more");
  }

  private void pauseAt(EvaluationPoint point, long step) {
    if (point.step() == step) {
      driver.get().pause();
      paused.countDown();
    }
  }

  private static void idle(double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  private void awaitPause() throws InterruptedException {
    assertThat(paused.await(10, TimeUnit.SECONDS)).isTrue();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private static RunOutcome get(Future<RunOutcome> outcome) throws Exception {
    return outcome.get(10, TimeUnit.SECONDS);
  }
}
