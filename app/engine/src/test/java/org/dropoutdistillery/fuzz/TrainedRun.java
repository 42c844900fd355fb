package org.dropoutdistillery.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dropoutdistillery.run.CheckpointWriter;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.RunOutcome;
import org.dropoutdistillery.run.TinyRun;
import org.dropoutdistillery.store.CheckpointFile;
import org.dropoutdistillery.store.ModelBundle;
import org.dropoutdistillery.store.ModelExport;
import org.dropoutdistillery.store.RunFolder;
import org.dropoutdistillery.store.SavedRun;
import org.dropoutdistillery.tensor.Workers;

/**
 * A sound run, as the program writes it in all its forms.
 *
 * @param recipe with a journal
 * @param data of it
 * @param folder what each file of its folder holds
 * @param model what {@code pack} makes of it
 * @param checkpoint of its middle
 */
record TrainedRun(
    Recipe recipe, RunData data, Map<String, byte[]> folder, byte[] model, byte[] checkpoint) {
  private static final String FEW_ROWS = "60";

  /** Runs of every sort; those with other layers are added here. */
  static List<TrainedRun> all(Path scratch) throws IOException {
    return List.of(
        of(classes(), scratch.resolve("classes")), of(numbers(), scratch.resolve("numbers")));
  }

  private static Recipe classes() {
    return TinyRun.recipe(
        settings(
            "data.dataset", "moons", "student.averagedShare", "0.5", "student.layers", "null"));
  }

  private static Recipe numbers() {
    return TinyRun.sine(
        settings("data.standardise", "true", "student.start", "fresh", "student.layers", "[4]"));
  }

  private static String[] settings(String... own) {
    String[] shared = {
      "data.rows", FEW_ROWS,
      "student.transferInputs.shift", "0",
      "teacher.training.epochs", "4",
      "student.training.epochs", "4",
      "teacher.training.batchSize", "16",
      "student.training.batchSize", "16",
      "evaluation.bins", "3",
      "evaluation.everySteps", "5"
    };
    String[] all = Arrays.copyOf(own, own.length + shared.length);
    System.arraycopy(shared, 0, all, own.length, shared.length);
    return all;
  }

  private static TrainedRun of(Recipe settled, Path scratch) throws IOException {
    Recipe recipe =
        settled.withChanges(List.of(new LiveChange(6, "teacher.layers[1].dropRate", 0.1)));
    RunData data = RunData.load(recipe);
    RunOutcome outcome = TinyRun.driveOnItsData(recipe);
    Path folder = Files.createDirectories(scratch.resolve("run"));
    RunFolder.open(folder).write(outcome, Environment.current(), "<html></html>");
    byte[] model = ModelBundle.of(SavedRun.open(folder, Map.of())).bytes();
    return new TrainedRun(
        recipe,
        data,
        contents(folder),
        model,
        checkpoint(recipe, data, outcome.totalSteps() * 3 / 4, scratch));
  }

  private static byte[] checkpoint(Recipe recipe, RunData data, long steps, Path scratch)
      throws IOException {
    Path folder = Files.createDirectories(scratch.resolve("unfinished"));
    try (Workers workers = new Workers(1);
        CheckpointWriter writer =
            new CheckpointWriter(new CheckpointFile(folder, data, null), 0, failure -> {})) {
      RunDriver driver = new RunDriver(new Run(recipe, data, workers), point -> {}, false);
      driver.keepWith(writer);
      driver.driveTo(steps);
    }
    return Files.readAllBytes(folder.resolve("checkpoint.npz"));
  }

  private static Map<String, byte[]> contents(Path folder) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }

  String text(String file) {
    return new String(folder.get(file), UTF_8);
  }

  /** Returns the student for other programs. */
  byte[] exported(ModelExport.Format format, Path scratch) throws IOException {
    Path file = Files.write(scratch.resolve("packed.npz"), model);
    return ModelExport.of(SavedRun.open(file, Map.of()), ModelExport.Role.STUDENT, format);
  }
}
