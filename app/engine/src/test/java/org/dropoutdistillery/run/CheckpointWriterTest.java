package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CheckpointWriterTest {
  private static final double OFTEN = 0;
  private static final double NEVER_AGAIN = 1e6;

  private final Workers workers = new Workers(2);
  private final List<Long> written = Collections.synchronizedList(new ArrayList<>());
  private final List<IOException> told = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void endWorkers() {
    workers.close();
  }

  private RunDriver driver(CheckpointWriter writer, boolean paused) {
    Recipe recipe = TinyRun.recipe();
    Run run = new Run(recipe, TinyRun.data(recipe, TinyRun.DIGITS), workers);
    RunDriver driver = new RunDriver(run, point -> {}, paused);
    driver.keepWith(writer);
    return driver;
  }

  private void note(Checkpoint checkpoint) {
    written.add(checkpoint.steps());
  }

  @Test
  void theFirstComesAtOnceAndTheLastBeforeTheTest() {
    RunOutcome outcome;
    try (CheckpointWriter writer = new CheckpointWriter(this::note, NEVER_AGAIN, told::add)) {
      outcome = driver(writer, false).drive();
    }

    assertThat(written).containsExactly(0L, 84L);
    assertThat(told).isEmpty();
    TinyRun.assertSameBits(outcome, TinyRun.drive(TinyRun.recipe()));
  }

  @Test
  void manyOfThemChangeNoBit() {
    RunOutcome outcome;
    try (CheckpointWriter writer = new CheckpointWriter(this::note, OFTEN, told::add)) {
      outcome = driver(writer, false).drive();
    }

    assertThat(written).hasSizeGreaterThan(5).endsWith(84L).isSorted();
    TinyRun.assertSameBits(outcome, TinyRun.drive(TinyRun.recipe()));
  }

  @Test
  void aRunThatIsStoppedKeepsWhereItIs() {
    try (CheckpointWriter writer = new CheckpointWriter(this::note, NEVER_AGAIN, told::add)) {
      driver(writer, false).driveTo(33);
    }

    assertThat(written).containsExactly(0L, 33L);
  }

  @Test
  void aPauseIsKeptToo() throws InterruptedException {
    CountDownLatch seventh = new CountDownLatch(1);
    CheckpointSink sink =
        checkpoint -> {
          if (checkpoint.steps() == 7) {
            seventh.countDown();
          }
        };
    try (CheckpointWriter writer = new CheckpointWriter(sink, 0.3, told::add)) {
      RunDriver driver = driver(writer, true);
      Thread thread = new Thread(driver::drive);
      thread.start();
      driver.step(7);

      assertThat(seventh.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(driver.progress().steps()).isEqualTo(7);
      driver.cancel();
      thread.join();
    }
  }

  @Test
  void whatCannotBeWrittenIsToldOnceAndStopsNothing() {
    AtomicInteger tries = new AtomicInteger();
    CheckpointSink full =
        checkpoint -> {
          tries.incrementAndGet();
          throw new IOException("no space left");
        };
    RunOutcome outcome;
    try (CheckpointWriter writer = new CheckpointWriter(full, OFTEN, told::add)) {
      outcome = driver(writer, false).drive();
    }

    assertThat(tries).hasValueGreaterThan(1);
    assertThat(told).singleElement().extracting(Throwable::getMessage).isEqualTo("no space left");
    assertThat(outcome.isComplete()).isTrue();
  }

  @Test
  void aSlowDiskDoesNotHoldUpSteps() throws InterruptedException {
    CountDownLatch slow = new CountDownLatch(1);
    AtomicReference<Throwable> interrupted = new AtomicReference<>();
    CheckpointSink sink =
        checkpoint -> {
          note(checkpoint);
          try {
            slow.await();
          } catch (InterruptedException e) {
            interrupted.set(e);
          }
        };
    try (CheckpointWriter writer = new CheckpointWriter(sink, OFTEN, told::add)) {
      RunDriver driver = driver(writer, true);
      Thread thread = new Thread(driver::drive);
      thread.start();
      driver.step(40);
      while (driver.progress().steps() < 40) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      assertThat(written).containsExactly(0L);
      slow.countDown();
      driver.cancel();
      thread.join();
    }
    assertThat(interrupted).hasNullValue();
  }
}
