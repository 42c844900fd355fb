package org.dropoutdistillery.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void doEveryTaskOnceInThousandsOfCalls(int count) {
    try (Workers workers = new Workers(count)) {
      assertThat(workers.count()).isEqualTo(count);
      for (int call = 0; call < 3000; call++) {
        assertRunsEachOnce(workers, call % 12);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8})
  void wakeUpAgain(int count) throws InterruptedException {
    try (Workers workers = new Workers(count)) {
      for (int call = 0; call < 60; call++) {
        Thread.sleep(call % 6);
        assertRunsEachOnce(workers, 11);
      }
    }
  }

  private static void assertRunsEachOnce(Workers workers, int tasks) {
    AtomicIntegerArray done = new AtomicIntegerArray(tasks);
    AtomicInteger strangers = new AtomicInteger();
    workers.run(
        tasks,
        (task, worker) -> {
          done.incrementAndGet(task);
          if (worker < 0 || worker >= workers.count()) {
            strangers.incrementAndGet();
          }
        });
    for (int task = 0; task < tasks; task++) {
      assertThat(done.get(task)).isEqualTo(1);
    }
    assertThat(strangers).hasValue(0);
  }

  /** Two tasks that wait for each other can only end when two threads take one each. */
  @Test
  void workAtTheSameTime() {
    try (Workers workers = new Workers(2)) {
      AtomicInteger started = new AtomicInteger();
      AtomicIntegerArray byWorker = new AtomicIntegerArray(2);
      workers.run(
          2,
          (task, worker) -> {
            byWorker.incrementAndGet(worker);
            started.incrementAndGet();
            while (started.get() < 2) {
              Thread.onSpinWait();
            }
          });
      assertThat(byWorker.get(0)).isEqualTo(1);
      assertThat(byWorker.get(1)).isEqualTo(1);
    }
  }

  /** What tasks write without synchronisation is there when the call returns. */
  @Test
  void publishWhatTheyWrote() {
    try (Workers workers = new Workers(3)) {
      int[] written = new int[64];
      for (int call = 1; call <= 3000; call++) {
        int value = call;
        workers.run(written.length, (task, worker) -> written[task] = value + task);
        for (int task = 0; task < written.length; task++) {
          assertThat(written[task]).isEqualTo(value + task);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void throwOnWhatATaskThrows(int count) {
    try (Workers workers = new Workers(count)) {
      for (int failing = 0; failing < 9; failing++) {
        int bad = failing;
        assertThatThrownBy(() -> workers.run(9, (task, worker) -> failAt(task, bad)))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("task " + bad);
        assertRunsEachOnce(workers, 9);
      }
      assertThatThrownBy(
              () ->
                  workers.run(
                      4,
                      (task, worker) -> {
                        throw new AssertionError("out of order");
                      }))
          .isInstanceOf(AssertionError.class)
          .hasMessage("out of order");
      assertRunsEachOnce(workers, 9);
    }
  }

  private static void failAt(int task, int bad) {
    if (task == bad) {
      throw new IllegalStateException("task " + task);
    }
  }

  @Test
  void endWhenClosed() throws InterruptedException {
    Workers workers = new Workers(3);
    Thread[] threads = new Thread[3];
    AtomicInteger started = new AtomicInteger();
    workers.run(
        3,
        (task, worker) -> {
          threads[worker] = Thread.currentThread();
          started.incrementAndGet();
          while (started.get() < 3) {
            Thread.onSpinWait();
          }
        });
    workers.close();
    for (int worker = 1; worker < 3; worker++) {
      threads[worker].join(10_000);
      assertThat(threads[worker].isAlive()).isFalse();
    }
  }

  @Test
  void areAtLeastOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Workers(0))
        .withMessageContainingAll("0", "at least 1");
  }
}
