package org.dropoutdistillery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.dropoutdistillery.data.Npz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the program with signal 9 at random moments and goes on, again and again, until each run
 * has come to its end: {@code mvn -Plong -pl app/cli -am test -Dtest=KilledRunTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Ddistillery.kills=200}.
 */
@Tag("long")
class KilledRunTest {
  private static final int KILLS = Integer.getInteger("distillery.kills", 200);
  private static final String CHECKPOINT_SECONDS =
      System.getProperty("distillery.checkpointSeconds", "0.2");
  private static final double MOST_LOST_SECONDS = 10;
  private static final int LONGEST_LIFE_MILLIS = 8000;

  private final Random random = new Random(9);
  @TempDir private Path folder;
  private int kills;
  private int runs;

  @Test
  @SuppressWarnings("SystemOut") // the numbers are what one runs it for
  void noKillChangesABit() throws Exception {
    Path unbroken = folder.resolve("unbroken");
    assertThat(finish(start("run", unbroken))).isZero();
    List<Double> lost = new ArrayList<>();
    while (kills < KILLS) {
      Path out = folder.resolve("killed-" + runs++);
      killUntilTheEnd(out, lost);
      assertSameResults(out, unbroken);
    }
    System.out.printf(
        "%d kills of %d runs; age of the checkpoint at a kill, tests on the test rows included:"
            + " at most %.2f s%n",
        kills, runs, lost.stream().mapToDouble(Double::doubleValue).max().orElse(0));
    assertThat(lost).allMatch(seconds -> seconds <= MOST_LOST_SECONDS);
  }

  private void killUntilTheEnd(Path out, List<Double> lost) throws Exception {
    Path checkpoint = out.resolve("checkpoint.npz");
    while (true) {
      Process process = start(Files.exists(checkpoint) ? "resume" : "run", out);
      int life = 500 + random.nextInt(LONGEST_LIFE_MILLIS);
      if (process.waitFor(life, TimeUnit.MILLISECONDS)) {
        assertThat(process.exitValue()).as(Terminal.read(folder, "err.txt")).isZero();
        return;
      }
      process.destroyForcibly().waitFor();
      kills++;
      if (Files.exists(checkpoint) && Terminal.read(folder, "err.txt").contains("steps/s")) {
        lost.add((System.currentTimeMillis() - modified(checkpoint)) / 1e3);
      }
    }
  }

  private static long modified(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toMillis();
  }

  private Process start(String command, Path out) throws IOException {
    List<String> arguments =
        command.equals("run")
            ? new ArrayList<>(Arrays.asList(Terminal.run(out, longer())))
            : new ArrayList<>(List.of("resume", out.toString()));
    return Terminal.start(
        folder,
        List.of("-Ddistillery.checkpointSeconds=" + CHECKPOINT_SECONDS),
        arguments.toArray(String[]::new));
  }

  private static String[] longer() {
    return new String[] {
      "--set", "teacher.training.epochs=150",
      "--set", "student.training.epochs=120",
      "--set", "student.averagedShare=0.5",
      "--set", "evaluation.everySteps=300",
      "--set", "evaluation.finalPasses=40"
    };
  }

  private int finish(Process process) throws Exception {
    return Terminal.finish(process, folder).exitCode();
  }

  private static void assertSameResults(Path out, Path expected) throws IOException {
    assertThat(Terminal.filesIn(out)).isEqualTo(Terminal.filesIn(expected));
    assertThat(out.resolve("metrics.csv")).hasSameBinaryContentAs(expected.resolve("metrics.csv"));
    assertThat(out.resolve("recipe.json")).hasSameBinaryContentAs(expected.resolve("recipe.json"));
    for (String network : List.of("teacher.npz", "student.npz")) {
      assertThat(Npz.read(out.resolve(network))).isNotEmpty();
      assertThat(out.resolve(network)).hasSameBinaryContentAs(expected.resolve(network));
    }
    assertThat(withoutTimes(summary(out))).isEqualTo(withoutTimes(summary(expected)));
  }

  private static JsonNode summary(Path out) throws IOException {
    return new ObjectMapper().readTree(out.resolve("summary.json").toFile());
  }

  private static JsonNode withoutTimes(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("seconds", "msPerExample"));
    }
    node.forEach(KilledRunTest::withoutTimes);
    return node;
  }
}
