package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunLockTest {
  @TempDir private Path folder;

  /** Holds the lock of a folder until it is killed. */
  static final class Holder {
    private Holder() {}

    @SuppressWarnings("SystemOut") // tells the test that it holds the lock
    public static void main(String[] arguments) throws Exception {
      try (RunLock lock = RunLock.take(Path.of(arguments[0]))) {
        System.out.println(lock != null);
        Thread.sleep(60_000);
      }
    }
  }

  @Test
  void oneAtATimeInAProcessAndAgainAfterwards() throws IOException {
    try (RunLock first = RunLock.take(folder)) {
      assertThat(first).isNotNull();
      assertThat(RunLock.tryTake(folder)).isNull();
      assertThat(RunLock.tryTake(folder.resolve("."))).isNull();
      assertThatIOException()
          .isThrownBy(() -> RunLock.take(folder))
          .withMessageStartingWith(folder + ": another run is writing there");
    }
    try (RunLock again = RunLock.take(folder)) {
      assertThat(again).isNotNull();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anotherProcessHoldsItUntilItIsKilled() throws Exception {
    Process other =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .start();
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(said.readLine()).isNotNull();
      assertThat(RunLock.tryTake(folder)).isNull();
    } finally {
      other.destroyForcibly().waitFor();
    }
    try (RunLock free = RunLock.tryTake(folder)) {
      assertThat(free).isNotNull();
    }
  }

  @Test
  void whatAKilledProcessLeftHalfWrittenGoes() throws IOException {
    Path half =
        Files.createFile(
            folder.resolve(".checkpoint.npz.0f8fad5b-d9cb-469f-a165-70867728950e.tmp"));
    Path foreign = Files.createFile(folder.resolve(".notes.tmp"));
    try (RunLock lock = RunLock.take(folder)) {
      assertThat(lock).isNotNull();
      assertThat(half).doesNotExist();
      assertThat(foreign).exists();
    }
  }

  @Test
  void findsUnfinishedRunsThatNobodyRuns() throws IOException {
    Path older = unfinished("older", 1);
    Path newer = unfinished("newer", 2);
    Path running = unfinished("running", 3);
    Files.createDirectory(folder.resolve("finished"));
    try (RunLock lock = RunLock.take(running)) {
      assertThat(lock).isNotNull();
      assertThat(RunLock.unfinished(folder)).containsExactly(newer, older);
      assertThat(RunLock.tryTake(running)).as("still held after the look").isNull();
    }
    assertThat(RunLock.unfinished(folder)).containsExactly(running, newer, older);
    assertThat(RunLock.unfinished(folder.resolve("nowhere"))).isEmpty();
  }

  private Path unfinished(String name, int seconds) throws IOException {
    Path run = Files.createDirectory(folder.resolve(name));
    Path file = Files.createFile(run.resolve("checkpoint.npz"));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1000L * seconds));
    return run;
  }
}
