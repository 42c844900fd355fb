package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.run.RunDriver.StepSize;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stepping, slow motion and copies of the networks: a run of 42 + 42 steps, 21 an epoch. */
@Timeout(60)
class RunStepsTest {
  private final Workers workers = new Workers(2);
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private RunDriver driver;
  private Future<RunOutcome> outcome;

  private void begin(String... changes) {
    Recipe recipe = TinyRun.recipe(changes);
    driver =
        new RunDriver(
            new Run(recipe, TinyRun.data(recipe, TinyRun.DIGITS), workers), point -> {}, true);
    outcome = thread.submit(driver::drive);
  }

  @AfterEach
  void end() throws InterruptedException {
    driver.cancel();
    thread.shutdown();
    assertThat(thread.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    workers.close();
  }

  private void awaitSteps(long steps) {
    while (driver.progress().steps() < steps || !driver.isPaused() || !driver.isWaiting()) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(driver.progress().steps()).isEqualTo(steps);
  }

  @Test
  void stepsOfOneNetworkAreItsOwn() {
    begin();

    assertThat(driver.step(Phase.TEACHER, StepSize.STEP)).isTrue();
    awaitSteps(1);
    assertThat(driver.step(Phase.TEACHER, StepSize.EPOCH)).isTrue();
    awaitSteps(22);
    // The student is there after the teacher's 42 steps.
    assertThat(driver.step(Phase.STUDENT, StepSize.STEP)).isTrue();
    awaitSteps(43);
    assertThat(driver.step(Phase.TEACHER, StepSize.STEP)).isFalse();
    awaitSteps(43);
    assertThat(driver.step(Phase.BOTH, StepSize.EPOCH)).isTrue();
    awaitSteps(64);
  }

  @Test
  void togetherEachStepIsOneOfBoth() {
    begin("student.schedule", "together", "student.training.epochs", "3");

    driver.step(Phase.STUDENT, StepSize.STEP);
    awaitSteps(1);
    driver.step(Phase.TEACHER, StepSize.EPOCH);
    awaitSteps(22);
    driver.step(Phase.TEACHER, StepSize.EPOCH);
    awaitSteps(42);
    assertThat(driver.step(Phase.TEACHER, StepSize.STEP)).isFalse();
    assertThat(driver.step(Phase.STUDENT, StepSize.STEP)).isTrue();
    awaitSteps(43);
  }

  @Test
  void slowMotionKeepsItsPaceAndCanBeLeftAtOnce() throws Exception {
    begin();
    driver.limitSpeed(50);
    long start = System.nanoTime();
    driver.resume();
    while (driver.progress().steps() < 20) {
      LockSupport.parkNanos(500_000);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(seconds).as("20 steps at 50 a second").isBetween(.34, 5.);

    driver.limitSpeed(.01);
    TimeUnit.MILLISECONDS.sleep(60);
    long slow = driver.progress().steps();
    TimeUnit.MILLISECONDS.sleep(200);
    assertThat(driver.progress().steps()).isBetween(slow, slow + 1);
    driver.limitSpeed(Double.POSITIVE_INFINITY);
    RunOutcome ended = outcome.get(20, TimeUnit.SECONDS);
    assertThat(ended.isComplete()).isTrue();
    TinyRun.assertSameBits(ended, TinyRun.drive(TinyRun.recipe()));
  }

  /** An evaluation of so many passes takes seconds, if nobody interrupts it. */
  @Test
  void aPauseDoesNotWaitForAnEvaluation() throws Exception {
    String[] slow = {"evaluation.passes", "40000", "evaluation.everySteps", "40"};
    begin(slow);
    long start = System.nanoTime();
    while (!driver.isPaused()) {
      LockSupport.parkNanos(1_000_000);
    }
    double evaluation = (System.nanoTime() - start) / 1e9;
    driver.step(40);
    while (driver.progress().steps() < 40) {
      LockSupport.parkNanos(100_000);
    }
    TimeUnit.MILLISECONDS.sleep(20);
    assertThat(driver.isPaused()).as("it measures").isFalse();
    start = System.nanoTime();
    driver.pause();
    while (!driver.isPaused()) {
      LockSupport.parkNanos(100_000);
    }
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(evaluation / 2);

    driver.limitSpeed(Double.POSITIVE_INFINITY);
    driver.resume();
    TinyRun.assertSameBits(outcome.get(60, TimeUnit.SECONDS), TinyRun.drive(TinyRun.recipe(slow)));
  }

  @Test
  void refusesASpeedThatIsNone() {
    begin();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> driver.limitSpeed(0))
        .withMessageContaining("above 0");
  }

  @Test
  void copiesOfTheNetworksComeWhileARunWaitsAndStayAsTheyWere() throws Exception {
    begin();
    SnapshotMailbox mailbox = new SnapshotMailbox();
    driver.deliverTo(mailbox);
    assertThat(mailbox.take()).isNull();

    Snapshot start = await(mailbox);
    assertThat(start.step()).isZero();
    assertThat(start.student()).isNull();
    int[][] initial = TinyRun.bits(start.teacher());

    driver.step(44);
    awaitSteps(44);
    assertThat(TinyRun.bits(start.teacher())).isDeepEqualTo(initial);
    Snapshot later = await(mailbox);
    assertThat(later.step()).isEqualTo(44);
    assertThat(later.student()).isNotNull();
    assertThat(mailbox.take()).isNull();

    assertThat(TinyRun.bits(later.teacher())).isNotEqualTo(initial);
    for (int copies = 0; copies < 4; copies++) { // more than there are arrays for
      driver.step(2);
      awaitSteps(46 + 2 * copies);
      later = await(mailbox);
    }
    driver.cancel();
    RunOutcome ended = outcome.get(10, TimeUnit.SECONDS);
    assertThat(later.step()).isEqualTo(52);
    assertThat(TinyRun.bits(later.teacher())).isDeepEqualTo(TinyRun.bits(ended.teacher()));
    assertThat(TinyRun.bits(later.student())).isDeepEqualTo(TinyRun.bits(ended.student()));
  }

  @Test
  void lookingAllTheTimeChangesNoBit() throws Exception {
    begin();
    SnapshotMailbox mailbox = new SnapshotMailbox();
    driver.deliverTo(mailbox);
    driver.resume();
    long seen = -1;
    while (!outcome.isDone()) {
      driver.requestSnapshot(mailbox);
      Snapshot snapshot = mailbox.take();
      if (snapshot != null) {
        assertThat(snapshot.step()).isGreaterThanOrEqualTo(seen);
        seen = snapshot.step();
      }
    }
    TinyRun.assertSameBits(outcome.get(), TinyRun.drive(TinyRun.recipe()));
  }

  @Test
  void aCopyHasTheLawsInForce() {
    begin();
    SnapshotMailbox mailbox = new SnapshotMailbox();
    driver.deliverTo(mailbox);
    await(mailbox);
    driver.change("teacher.layers[1].dropRate", .75);
    driver.step(1);
    awaitSteps(1);

    Snapshot changed = await(mailbox);
    assertThat(changed.settings().teacher().layers().get(1).dropRate()).isEqualTo(.75);
    assertThat(changed.teacher().architecture().law(2)).isEqualTo(new Bernoulli(.75));
  }

  private Snapshot await(SnapshotMailbox mailbox) {
    driver.requestSnapshot(mailbox);
    Snapshot snapshot = mailbox.take();
    while (snapshot == null) {
      LockSupport.parkNanos(500_000);
      snapshot = mailbox.take();
    }
    return snapshot;
  }
}
