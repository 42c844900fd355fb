package org.dropoutdistillery.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PackingBuffersTest {
  @Test
  @Timeout(30)
  void whoIsInterruptedDoesNotWaitAndStaysInterrupted() {
    BlasLibrary.start();
    Thread.currentThread().interrupt();
    PackingBuffers.touch(2);
    assertThat(Thread.interrupted()).isTrue();
  }
}
