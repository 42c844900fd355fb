package org.dropoutdistillery.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.DatasetDigest;
import org.dropoutdistillery.data.ElementType;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.run.Checkpoint;
import org.dropoutdistillery.run.CheckpointState;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeException;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.tensor.Workers;

/**
 * A run that did not come to its end, as its {@link CheckpointFile} keeps it.
 *
 * @param file the checkpoint
 * @param checkpoint where it is
 * @param origin where its teacher comes from; null if it trains it
 * @param datasetSha256 of the data that it saw
 * @param environment what it was on
 */
public record UnfinishedRun(
    Path file,
    Checkpoint checkpoint,
    TeacherOrigin origin,
    String datasetSha256,
    Environment environment) {
  /**
   * Reads the checkpoint in the folder of a run. Nothing of the data is needed.
   *
   * @throws ModelFormatException if a part is missing, or does not fit the others
   * @throws org.dropoutdistillery.data.ArrayFormatException if the file is damaged
   * @throws IOException if it cannot be read
   */
  public static UnfinishedRun read(Path folder) throws IOException {
    Path file = CheckpointFile.in(folder);
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(
          file + ": no such file, expected the checkpoint of a run that did not come to its end");
    }
    Npz.Contents contents = Npz.read(file, Set.of(CheckpointFile.CARD));
    byte[] json = contents.texts().get(CheckpointFile.CARD);
    try {
      if (json == null) {
        throw new IllegalArgumentException(
            CheckpointFile.CARD + " is missing, expected a checkpoint that this program wrote");
      }
      return assemble(file, CheckpointJson.card(json), contents.arrays());
    } catch (RecipeException | IllegalArgumentException wrong) {
      throw new ModelFormatException(file, wrong.getMessage());
    }
  }

  private static UnfinishedRun assemble(
      Path file, CheckpointCard card, Map<String, NpyArray> arrays) {
    Recipe recipe = RecipeJson.ofTree("recipe in " + CheckpointFile.CARD, card.recipe());
    Checkpoint checkpoint =
        new Checkpoint(
            recipe,
            card.journal(),
            card.trainsTeacher(),
            card.steps(),
            card.seconds(),
            EvaluationLines.read(arrays.get(EvaluationLines.ARRAY)),
            state(card, arrays));
    if (card.trainsTeacher() != (card.origin() == null)) {
      throw new IllegalArgumentException(
          "origin: " + card.origin() + ", expected one where the run does not train its teacher");
    }
    return new UnfinishedRun(
        file, checkpoint, card.origin(), card.datasetSha256(), card.environment());
  }

  private static CheckpointState state(CheckpointCard card, Map<String, NpyArray> arrays) {
    Map<String, CheckpointState.Floats> floats = new LinkedHashMap<>();
    Map<String, double[]> sums = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          if (array.type() == ElementType.FLOAT32 && array.shape().length == 2) {
            int[] shape = array.shape();
            floats.put(name, new CheckpointState.Floats(shape[0], shape[1], array.floats(), false));
          } else if (array.type() == ElementType.FLOAT64) {
            sums.put(name, array.doubles());
          } else if (!name.equals(EvaluationLines.ARRAY)) {
            throw new IllegalArgumentException(
                "array %s: %s, expected float32 [rows, columns] or float64".formatted(name, array));
          }
        });
    return new CheckpointState(card.wholes(), card.numbers(), floats, sums);
  }

  /**
   * Reads or draws the data that the run saw.
   *
   * @throws ModelFormatException if they are others now
   * @throws RecipeException if they are not there any more
   */
  public RunData data() throws IOException {
    long seed = origin == null ? checkpoint.recipe().seed() : origin.dataSeed();
    RunData data = RunData.load(checkpoint.recipe().withSeed(seed));
    Dataset dataset = data.loaded().dataset();
    String found = DatasetDigest.sha256(dataset);
    if (!found.equals(datasetSha256)) {
      throw new ModelFormatException(
          file,
          "made of a data set with the SHA-256 %s; what is found as '%s' has %s"
              .formatted(datasetSha256, dataset.name(), found));
    }
    return data;
  }

  /**
   * Prepares the run that goes on.
   *
   * @param data from {@link #data}
   * @throws ModelFormatException if a part of the checkpoint does not fit the others
   */
  public Run run(RunData data, Workers workers) throws ModelFormatException {
    try {
      return Run.restore(checkpoint, data, workers);
    } catch (RecipeException | IllegalArgumentException wrong) {
      throw new ModelFormatException(file, wrong.getMessage());
    }
  }

  /** Returns in what this machine differs, a line each, so that other bits may come of it. */
  public List<String> otherEnvironment() {
    return Environment.current().differencesFrom(environment);
  }
}
