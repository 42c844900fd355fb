package org.dropoutdistillery.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RehearsalTest {
  @Test
  void trainsForAMoment() {
    long start = System.nanoTime();
    assertThat(new Rehearsal().rehearse()).isPositive();
    assertThat((System.nanoTime() - start) / 1e9).isLessThan(20);
  }

  @Test
  void doesNothingWhereTheWindowHasSomethingToDo() {
    Rehearsal rehearsal = new Rehearsal();
    rehearsal.end();
    assertThat(rehearsal.rehearse()).isZero();
  }
}
