package org.dropoutdistillery.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.Map;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunMemoryTest {
  private static final long GB = 1_000_000_000;

  /** As measured with two workers: resident memory without the heap, and what a full GC left. */
  @ParameterizedTest
  @CsvSource({"dense, 632, 401", "convolutional, 245, 242"})
  void theEstimateIsAboutWhatWasMeasured(String net, double outside, double heap)
      throws IOException {
    Recipe recipe =
        net.equals("dense")
            ? new RecipeCatalog()
                .load(
                    "digits",
                    Map.of(
                        "teacher.layers[0].units", "3000",
                        "teacher.layers[1].units", "3000",
                        "teacher.training.optimizer", "adam"))
            : new RecipeCatalog()
                .load(
                    "digits-cnn",
                    Map.of(
                        "teacher.layers[0].channels", "128",
                        "teacher.layers[0].batchNorm", "true",
                        "teacher.layers[1].channels", "256",
                        "teacher.layers[1].pool.kind", "average",
                        "teacher.training.batchSize", "1024",
                        "student.training.batchSize", "1024"));
    RunMemory need = RunMemory.of(recipe, RunData.load(recipe), 2);

    assertThat(need.heap() / 1e6).isBetween(heap * .9, heap * 1.4);
    assertThat(need.bytes() / 1e6).isBetween((outside + heap) * .9, (outside + heap) * 1.4);
  }

  @Test
  void whatDoesNotFitIsRefusedWithTheEstimateAndWhatToReduce() throws IOException {
    Recipe recipe = TinyRun.convolutional("teacher.layers[1].channels", "60000");
    RunMemory need = RunMemory.of(recipe, RunData.load(recipe), 2);

    assertThatCode(() -> need.requireRoom(recipe, 100 * GB, 100 * GB)).doesNotThrowAnyException();
    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> need.requireRoom(recipe, 100 * GB, GB / 2))
        .withMessageStartingWith("digits: teacher.layers: the run would take about ")
        .withMessageContainingAll(
            "expected at most 500 MB in all and 100.0 GB on the Java heap (java -Xmx)",
            "weights, gradients and what optimisers remember",
            "batches of 64 and 64 rows",
            "teacher.training.batchSize");
    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> need.requireRoom(recipe, GB / 100, 100 * GB))
        .withMessageContaining("10 MB on the Java heap");
  }

  @Test
  void anArrayBeyondItsLargestIndexIsRefused() throws IOException {
    Recipe recipe =
        TinyRun.convolutional(
            "teacher.layers[0].channels", "65536",
            "teacher.layers[0].pool", "null",
            "teacher.training.batchSize", "65536");
    RunMemory need = RunMemory.of(recipe, RunData.load(recipe), 2);

    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> need.requireRoom(recipe, Long.MAX_VALUE, Long.MAX_VALUE))
        .withMessageContaining("values would lie in one array, expected fewer than 2^31");
  }

  /**
   * A kernel that covers the image gives one sum, but on the way back each position below has its
   * part in all places of the kernel: 64 × 64 numbers for each map.
   */
  @Test
  void windowsOfTheWayBackCount() throws IOException {
    RunMemory few = RunMemory.of(coveringKernel(1_000), digits(), 2);
    RunMemory many = RunMemory.of(coveringKernel(2_000), digits(), 2);
    double teacherAndStudent = 2;
    double workers = 2;

    assertThat(many.bytes() - few.bytes())
        .isGreaterThan(teacherAndStudent * workers * 64 * 64 * 1_000 * Float.BYTES);
  }

  @Test
  void windowsOfAnImageThatNoArrayHoldsAreRefused() throws IOException {
    Recipe recipe =
        new RecipeCatalog()
            .load(
                "fashion-cnn",
                Map.of(
                    "teacher.layers[0].pool", "null",
                    "teacher.layers[1].channels", "4096",
                    "teacher.layers[1].kernel", "28",
                    "teacher.layers[1].padding", "valid",
                    "teacher.layers[1].pool", "null"));
    RunMemory need = RunMemory.of(recipe, RunData.load(recipe), 2);

    assertThatExceptionOfType(RecipeException.class)
        .isThrownBy(() -> need.requireRoom(recipe, Long.MAX_VALUE, Long.MAX_VALUE))
        .withMessageContaining("2,517,630,976 values would lie in one array");
  }

  private static Recipe coveringKernel(int maps) throws IOException {
    return TinyRun.convolutional(
        "teacher.layers[0].channels", "8",
        "teacher.layers[0].pool", "null",
        "teacher.layers[1].channels", Integer.toString(maps),
        "teacher.layers[1].kernel", "8",
        "teacher.layers[1].padding", "valid",
        "teacher.layers[1].pool", "null");
  }

  private static RunData digits() throws IOException {
    return RunData.load(coveringKernel(1));
  }

  /** Nothing of the network is allocated before. */
  @Test
  void aRunThatDoesNotFitDoesNotBegin() throws IOException {
    Recipe recipe =
        TinyRun.recipe("teacher.layers[0].units", "40000", "teacher.layers[1].units", "40000");
    RunData data = RunData.load(recipe);
    try (Workers workers = new Workers(1)) {
      long start = System.nanoTime();
      assertThatExceptionOfType(RecipeException.class)
          .isThrownBy(() -> new Run(recipe, data, workers))
          .withMessageContaining("teacher.layers: the run would take about");
      assertThat((System.nanoTime() - start) / 1e9).isLessThan(2);
    }
  }

  /** All of them would take 2.4 GB; what workers need for passes and steps is .8. */
  @Test
  void rowsInFrontOfTheFirstMasksAreKeptSomeAtATime() throws IOException {
    Recipe recipe =
        new RecipeCatalog()
            .load(
                "fashion-cnn",
                Map.of("teacher.layers[0].channels", "64", "teacher.layers[0].pool", "null"));
    RunMemory need = RunMemory.of(recipe, RunData.load(recipe), 2);
    double passes =
        need.parts().stream()
            .filter(part -> part.what().startsWith("passes"))
            .mapToDouble(RunMemory.Part::outside)
            .sum();

    assertThat(passes).isLessThan(1.5 * GB);
  }
}
