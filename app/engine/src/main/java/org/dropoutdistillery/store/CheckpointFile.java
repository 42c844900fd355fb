package org.dropoutdistillery.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.DatasetDigest;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.run.Checkpoint;
import org.dropoutdistillery.run.CheckpointSink;
import org.dropoutdistillery.run.CheckpointState;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RunData;

/**
 * The checkpoint of a run in its folder: an NPZ with {@code checkpoint.json}, see {@link
 * CheckpointCard}; {@code curve}, the bytes of a line of JSON for each evaluation; weights and what
 * optimisers remember as {@code float32} [rows, columns], sums of weights as {@code float64}. One
 * thread at a time.
 */
public final class CheckpointFile implements CheckpointSink {
  static final String NAME = "checkpoint.npz";
  static final String CARD = "checkpoint.json";

  private final Path file;
  private final Dataset dataset;
  private final TeacherOrigin origin;
  private final Environment environment = Environment.current();
  private final ByteArrayOutputStream curve = new ByteArrayOutputStream();
  private int curvePoints;
  private String digest;

  /**
   * @param folder of the run; it is there, and nobody else writes into it, see {@link RunLock}
   * @param origin where the run's teacher comes from; null if the run trains it
   */
  public CheckpointFile(Path folder, RunData data, TeacherOrigin origin) {
    file = in(folder);
    dataset = data.loaded().dataset();
    this.origin = origin;
  }

  /** Returns where the checkpoint of a run lies. */
  static Path in(Path folder) {
    return folder.resolve(NAME);
  }

  /** Returns whether a folder holds a run that did not come to its end. */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(in(folder));
  }

  @Override
  public void write(Checkpoint checkpoint) throws IOException {
    Npz.Contents contents =
        new Npz.Contents(arrays(checkpoint), Map.of(CARD, CheckpointJson.of(card(checkpoint))));
    OutputFile.at(file).write(out -> Npz.write(out, contents));
  }

  /** Gives the run up, or says that it came to its end. */
  public static void remove(Path folder) throws IOException {
    Files.deleteIfExists(in(folder));
  }

  private CheckpointCard card(Checkpoint checkpoint) {
    if (digest == null) {
      digest = DatasetDigest.sha256(dataset);
    }
    return new CheckpointCard(
        CheckpointCard.FORMAT,
        CheckpointCard.VERSION,
        RecipeJson.toTree(checkpoint.recipe()),
        checkpoint.journal(),
        checkpoint.trainsTeacher(),
        origin,
        checkpoint.steps(),
        checkpoint.seconds(),
        dataset.name(),
        digest,
        Environment.PROGRAM,
        environment,
        checkpoint.state().wholes(),
        checkpoint.state().numbers());
  }

  private Map<String, NpyArray> arrays(Checkpoint checkpoint) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put(EvaluationLines.ARRAY, NpyArray.ofBytes(lines(checkpoint.curve())));
    CheckpointState state = checkpoint.state();
    state
        .floats()
        .forEach(
            (name, array) ->
                arrays.put(
                    name,
                    NpyArray.ofFloats(new int[] {array.rows(), array.columns()}, array.values())));
    state
        .sums()
        .forEach(
            (name, sums) -> arrays.put(name, NpyArray.ofDoubles(new int[] {sums.length}, sums)));
    return arrays;
  }

  /** A curve only grows, so its lines are kept from one checkpoint to the next. */
  private byte[] lines(List<EvaluationPoint> points) {
    for (; curvePoints < points.size(); curvePoints++) {
      curve.writeBytes(EvaluationLines.line(points.get(curvePoints)));
    }
    return curve.toByteArray();
  }
}
