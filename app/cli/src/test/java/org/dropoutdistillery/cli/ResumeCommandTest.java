package org.dropoutdistillery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.store.RunLock;
import org.dropoutdistillery.store.SavedRun;
import org.dropoutdistillery.store.TeacherOrigin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResumeCommandTest {
  @TempDir private Path folder;
  private Path out;

  @BeforeEach
  void makeFolder() throws IOException {
    out = Files.createDirectory(folder.resolve("left"));
  }

  private void leave(long step) throws IOException {
    Recipe recipe = LeftRun.recipe();
    LeftRun.leave(out, recipe, RunData.load(recipe), null, null, step);
  }

  private static void assertSameFiles(Path one, Path other) throws IOException {
    assertThat(Terminal.filesIn(one)).isEqualTo(Terminal.filesIn(other));
    for (String file : List.of("metrics.csv", "recipe.json", "teacher.npz", "student.npz")) {
      assertThat(one.resolve(file)).hasSameBinaryContentAs(other.resolve(file));
    }
  }

  @Test
  void endsAsTheRunWouldHaveEnded() throws IOException {
    Path whole = folder.resolve("whole");
    Terminal.Result run = Terminal.inProcess(Terminal.run(whole));
    leave(47);
    Terminal.Result resumed = Terminal.inProcess("resume", out.toString());

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("Goes on after step 47.", "report.html");
    assertThat(resumed.err()).doesNotContain("another kind of machine");
    assertThat(verdict(resumed)).isEqualTo(verdict(run));
    assertSameFiles(out, whole);
    assertThat(Terminal.inProcess("replay", out.toString()).exitCode()).isZero();
  }

  private static String verdict(Terminal.Result result) {
    return result.out().substring(result.out().indexOf("test rows"));
  }

  @Test
  void aStudentOfATeacherFromElsewhereIsGoneOnWith() throws IOException {
    Path whole = folder.resolve("whole");
    Terminal.inProcess(Terminal.run(whole));
    Path distilled = folder.resolve("distilled");
    Terminal.inProcess("distil", whole.toString(), "--seed", "8", "--out", distilled.toString());
    SavedRun saved = SavedRun.open(whole, Map.of());
    String weights = whole.resolve("teacher.npz").toString();
    Recipe student =
        saved
            .recipe()
            .withSeed(8)
            .withDescription("student of the teacher in " + weights + ", which it did not train");
    TeacherOrigin origin = new TeacherOrigin(weights, 1);
    LeftRun.leave(out, student, saved.data(), saved.teacher(), origin, 25);
    Terminal.Result resumed = Terminal.inProcess("resume", out.toString());

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertSameFiles(out, distilled);
    assertThat(Terminal.read(out, "teacher.json"))
        .isEqualTo(Terminal.read(distilled, "teacher.json"));
  }

  @Test
  void anUnfinishedRunIsNotWrittenOverUnasked() throws IOException {
    leave(12);
    Terminal.Result refused = Terminal.inProcess(Terminal.run(out));

    assertThat(refused.exitCode()).isEqualTo(Distillery.WRONG_INPUT);
    assertThat(refused.err()).contains("unfinished run", "resume " + out, "--anew");
    assertThat(Terminal.filesIn(out)).containsExactly("checkpoint.npz");
    Terminal.Result anew = Terminal.inProcess(Terminal.run(out, "--anew"));
    assertThat(anew.exitCode()).as(anew.err()).isZero();
    assertThat(Terminal.filesIn(out)).contains("summary.json").doesNotContain("checkpoint.npz");
  }

  @Test
  void twoRunsDoNotShareAFolder() throws IOException {
    leave(12);
    try (RunLock other = RunLock.take(out)) {
      for (String[] arguments :
          List.of(Terminal.run(out, "--anew"), new String[] {"resume", out.toString()})) {
        Terminal.Result refused = Terminal.inProcess(arguments);

        assertThat(refused.exitCode()).isEqualTo(Distillery.NO_FILE);
        assertThat(refused.err()).contains(out + ": another run is writing there");
      }
      assertThat(other).isNotNull();
    }
    assertThat(Terminal.inProcess("resume", out.toString()).exitCode()).isZero();
  }

  @Test
  void aFolderOfSeveralSeedsIsGoneOnWithElsewhere() throws IOException {
    Files.createDirectory(out.resolve("seed-3"));
    Terminal.Result refused = Terminal.inProcess("resume", out.toString());

    assertThat(refused.exitCode()).isEqualTo(Distillery.WRONG_INPUT);
    assertThat(refused.err()).contains("several seeds", "--seeds and --resume");
  }

  @Test
  void whereThereIsNothingToGoOnWithItSaysSo() {
    Terminal.Result nothing = Terminal.inProcess("resume", out.toString());
    Terminal.Result nowhere = Terminal.inProcess("resume", folder.resolve("no").toString());

    assertThat(nothing.exitCode()).isEqualTo(Distillery.NO_FILE);
    assertThat(nothing.err()).contains("checkpoint.npz: no such file");
    assertThat(nowhere.exitCode()).isEqualTo(Distillery.NO_FILE);
    assertThat(nowhere.err()).contains("no such folder");
  }
}
