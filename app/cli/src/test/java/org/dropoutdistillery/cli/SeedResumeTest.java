package org.dropoutdistillery.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RunData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several seeds of which some are missing. */
class SeedResumeTest {
  private static final String ROADS = "moments_mean";

  @TempDir private Path folder;

  private static Terminal.Result run(Path out, String... more) {
    String[] arguments = Terminal.run(out, "--predictors", ROADS);
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return Terminal.inProcess(all);
  }

  private static Recipe recipe(long seed) {
    Recipe recipe = LeftRun.recipe().withSeed(seed);
    return RecipeJson.read(
        recipe.name(),
        RecipeJson.write(recipe),
        Map.of("evaluation.predictors", "[\"" + ROADS + "\"]"));
  }

  /** Leaves a run of a seed after so many steps. */
  private static void leave(Path out, long seed, long step) throws IOException {
    Path of = Files.createDirectories(out.resolve("seed-" + seed));
    LeftRun.leave(of, recipe(seed), RunData.load(recipe(seed)), null, null, step);
  }

  @Test
  void whatIsMissingIsRunAndAllIsAsIfNothingHadHappened() throws IOException {
    Path whole = folder.resolve("whole");
    assertThat(run(whole, "--seeds", "3-5").exitCode()).isZero();
    Path broken = folder.resolve("broken");
    assertThat(run(broken, "--seeds", "3").exitCode()).isZero();
    byte[] first = Files.readAllBytes(broken.resolve("seed-3/summary.json"));
    leave(broken, 4, 47);
    Terminal.Result resumed = run(broken, "--seeds", "3-5", "--resume");

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(resumed.err())
        .contains("seed-3: done before", "seed-4: goes on after step 47", "Seed 5 (3 of 3)");
    for (String file : List.of("seeds.csv", "seeds.json")) {
      assertThat(broken.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
    for (int seed = 3; seed <= 5; seed++) {
      for (String file : List.of("metrics.csv", "recipe.json", "teacher.npz", "student.npz")) {
        String name = "seed-" + seed + "/" + file;
        assertThat(broken.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
      }
    }
    assertThat(broken.resolve("seed-3/summary.json")).as("stays as it was").hasBinaryContent(first);
    assertThat(broken.resolve("seed-4/checkpoint.npz")).doesNotExist();
  }

  @Test
  void withoutBeingAskedNothingUnfinishedIsTouched() throws IOException {
    leave(folder, 4, 12);
    Terminal.Result refused = run(folder, "--seeds", "3-4");

    assertThat(refused.exitCode()).isEqualTo(Distillery.WRONG_INPUT);
    assertThat(refused.err()).contains("seed-4: holds an unfinished run", "--resume", "--anew");
    assertThat(Terminal.filesIn(folder)).as("before any seed is run").containsExactly("seed-4");
    Terminal.Result both = run(folder, "--seeds", "3-4", "--resume", "--anew");
    assertThat(both.err()).contains("--resume and --anew exclude each other");
    assertThat(run(folder, "--resume").err()).contains("--resume asks for --seeds");
  }

  @Test
  void runsOfAnotherRecipeAreNotMixedIn() throws IOException {
    assertThat(run(folder, "--seeds", "3").exitCode()).isZero();
    leave(folder, 4, 12);
    String[] other = {"--resume", "--set", "teacher.layers[0].dropRate=0.1", "--seeds"};
    for (String seed : List.of("3", "4")) {
      String[] arguments = java.util.Arrays.copyOf(other, other.length + 1);
      arguments[other.length] = seed;
      Terminal.Result refused = run(folder, arguments);

      assertThat(refused.exitCode()).as(seed).isEqualTo(Distillery.WRONG_INPUT);
      assertThat(refused.err()).contains("seed-" + seed + ": holds a run of another recipe");
    }
    assertThat(folder.resolve("seed-4/checkpoint.npz")).exists();
  }
}
