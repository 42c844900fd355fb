package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dropoutdistillery.data.ClassLabels;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.DatasetDigest;
import org.dropoutdistillery.data.LoadedData;
import org.dropoutdistillery.data.ScratchFile;
import org.dropoutdistillery.data.Split;
import org.dropoutdistillery.run.AnyRecipe;
import org.dropoutdistillery.run.Checkpoint;
import org.dropoutdistillery.run.CheckpointState;
import org.dropoutdistillery.run.Draw;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.RunData;

/** All that a run is between two steps comes back from its folder. */
class CheckpointRoundTripTest {
  private static final Dataset DATASET =
      Dataset.table(
          "t", 1, new float[4], new ClassLabels(new int[] {0, 1, 0, 1}, List.of("a", "b")));
  private static final RunData DATA =
      RunData.of(new LoadedData(DATASET, Split.of(DATASET, 2, 0, 1), Optional.empty()));

  @Property(tries = 100)
  void aCheckpoint(
      @ForAll("checkpoints") Checkpoint checkpoint, @ForAll("origins") TeacherOrigin origin)
      throws IOException {
    TeacherOrigin elsewhere = checkpoint.trainsTeacher() ? null : origin;
    UnfinishedRun read =
        ScratchFile.inFolder(
            folder -> {
              new CheckpointFile(folder, DATA, elsewhere).write(checkpoint);
              return UnfinishedRun.read(folder);
            });

    assertThat(withoutState(read.checkpoint())).isEqualTo(withoutState(checkpoint));
    assertThat(bits(read.checkpoint().state())).isEqualTo(bits(checkpoint.state()));
    assertThat(read.origin()).isEqualTo(elsewhere);
    assertThat(read.environment()).isEqualTo(Environment.current());
    assertThat(read.datasetSha256()).isEqualTo(DatasetDigest.sha256(DATASET));
  }

  private static Checkpoint withoutState(Checkpoint of) {
    return new Checkpoint(
        of.recipe(), of.journal(), of.trainsTeacher(), of.steps(), of.seconds(), of.curve(), null);
  }

  private static List<Object> bits(CheckpointState state) {
    Map<String, Object> arrays = new LinkedHashMap<>();
    state
        .floats()
        .forEach(
            (name, array) ->
                arrays.put(
                    name, List.of(array.rows(), array.columns(), Arrays.toString(array.values()))));
    state.sums().forEach((name, sums) -> arrays.put(name, Arrays.toString(sums)));
    return List.of(state.wholes(), state.numbers(), arrays);
  }

  @Property
  void whereATeacherComesFrom(@ForAll("origins") TeacherOrigin origin) throws IOException {
    TeacherOrigin read =
        ScratchFile.inFolder(
            folder -> {
              Files.writeString(folder.resolve(TeacherOrigin.FILE), origin.json());
              return TeacherOrigin.of(folder);
            });

    assertThat(read).isEqualTo(origin);
  }

  @Provide
  Arbitrary<Checkpoint> checkpoints() {
    return Draw.arbitrary(CheckpointRoundTripTest::checkpoint);
  }

  @Provide
  Arbitrary<TeacherOrigin> origins() {
    return Draw.arbitrary(draw -> new TeacherOrigin(draw.text(), draw.anyWhole()));
  }

  private static Checkpoint checkpoint(Draw draw) {
    long steps = draw.upTo(Long.MAX_VALUE);
    return new Checkpoint(
        AnyRecipe.of(draw),
        AnyRecipe.of(draw).changes(),
        draw.flip(),
        steps,
        draw.from0(),
        AnyCurve.of(draw, draw.flip(), steps),
        new CheckpointState(
            map("", draw, draw::anyWhole),
            map("", draw, draw::number),
            map("floats", draw, () -> floats(draw)),
            map("sums", draw, () -> sums(draw))));
  }

  private static <T> Map<String, T> map(String prefix, Draw draw, Supplier<T> value) {
    Map<String, T> map = new LinkedHashMap<>();
    draw.list(0, 3, draw::name).forEach(name -> map.put(prefix + name, value.get()));
    return map;
  }

  /** What optimisers remember may be infinite, or no number. */
  private static CheckpointState.Floats floats(Draw draw) {
    int rows = draw.whole(1, 4);
    int columns = draw.whole(1, 4);
    float[] values = draw.floats(rows * columns);
    values[0] = draw.of(List.of(values[0], Float.NaN, Float.NEGATIVE_INFINITY));
    return new CheckpointState.Floats(rows, columns, values, false);
  }

  private static double[] sums(Draw draw) {
    return draw.list(1, 5, draw::number).stream().mapToDouble(Double::doubleValue).toArray();
  }
}
