package org.dropoutdistillery.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.data.DataRequest;
import org.dropoutdistillery.data.DataSource;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.DatasetCatalog;
import org.dropoutdistillery.data.DatasetDigest;
import org.dropoutdistillery.data.DatasetFile;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.data.Safetensors;
import org.dropoutdistillery.data.TablePreview;
import org.dropoutdistillery.data.Task;
import org.dropoutdistillery.fuzz.FileKind.Reading;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.store.MetricsCsv;
import org.dropoutdistillery.store.MetricsReader;
import org.dropoutdistillery.store.ModelBundle;
import org.dropoutdistillery.store.OutsideTeacher;
import org.dropoutdistillery.store.Replay;
import org.dropoutdistillery.store.RunFigures;
import org.dropoutdistillery.store.RunShelf;
import org.dropoutdistillery.store.SavedRun;
import org.dropoutdistillery.store.StudentModel;
import org.dropoutdistillery.store.UnfinishedRun;
import org.dropoutdistillery.tensor.Matrix;
import org.dropoutdistillery.tensor.Workers;

/**
 * The ways in which the program reads files, each with what it does first with what it has read.
 */
final class Readings {
  private static final OutsideTeacher.Choice FOR_ANY_LAYERS =
      new OutsideTeacher.Choice(List.of(Activation.RELU), List.of(.5), List.of());

  private final List<TrainedRun> runs;
  private final Workers workers = new Workers(1);

  Readings(List<TrainedRun> runs) {
    this.runs = runs;
  }

  List<Reading> models() {
    return List.of(
        new Reading("ModelBundle.read", Readings::readModel),
        new Reading("StudentModel.open", Readings::predict),
        new Reading("SavedRun.open", this::readRun));
  }

  private static void readModel(Path file) throws IOException {
    ModelBundle bundle = ModelBundle.read(file);
    requireFinite(bundle.teacher());
    if (bundle.student() != null) {
      requireFinite(bundle.student());
    }
    requireUsable(bundle.curve());
    if (bundle.bytes().length == 0) {
      throw new AssertionError("a bundle without bytes");
    }
  }

  private static void predict(Path file) throws IOException {
    boolean numbers = ModelBundle.read(file).responses() != null;
    try (StudentModel model = StudentModel.open(file)) {
      double[] row = new double[model.features().size()];
      if (numbers) {
        model.number(row);
      } else {
        model.predictedClass(row);
      }
    }
  }

  List<Reading> runs() {
    return List.of(
        new Reading("SavedRun.open", this::readRun), new Reading("Replay.open", Replay::open));
  }

  private void readRun(Path folder) throws IOException {
    SavedRun run = SavedRun.open(folder, Map.of());
    requireFinite(run.teacher());
    requireUsable(run.curve());
    if (run.student() != null) {
      requireFinite(run.student());
      run.finished(workers);
    }
  }

  /** Does what the page Gap and the files of a run do with a curve. */
  private static void requireUsable(List<EvaluationPoint> curve) {
    MetricsCsv.of(curve);
    for (EvaluationPoint point : curve) {
      point.report().verdict();
      point.report().teacherIsFinite();
      point.report().studentIsFinite();
    }
  }

  private static void requireFinite(Network network) {
    for (Matrix parameter : network.parameters()) {
      for (float value : parameter.toArray()) {
        if (!Float.isFinite(value)) {
          throw new AssertionError("a weight of " + value);
        }
      }
    }
  }

  List<Reading> shelves() {
    return List.of(
        new Reading("RunFigures.of", RunFigures::of),
        new Reading("MetricsReader.read", MetricsReader::read),
        new Reading(
            "RunShelf.list",
            folder ->
                new RunShelf(folder.getParent(), folder.resolveSibling("bin")).list(() -> false)));
  }

  List<Reading> checkpoints() {
    return List.of(
        new Reading(
            "UnfinishedRun.read",
            file -> {
              UnfinishedRun run = UnfinishedRun.read(file.getParent());
              requireUsable(run.checkpoint().curve());
              run.otherEnvironment();
              run.run(run.data(), workers);
            }));
  }

  List<Reading> recipes() {
    return List.of(
        new Reading(
            "RecipeJson.read",
            file -> {
              Recipe recipe = RecipeJson.read(file);
              recipe.settled();
              if (!RecipeJson.read("again", RecipeJson.write(recipe)).equals(recipe)) {
                throw new AssertionError("another recipe after writing it");
              }
            }));
  }

  List<Reading> tables() {
    return List.of(
        loading("-1", null),
        loading("0", Task.CLASSES),
        loading("label", Task.NUMBERS),
        features("x1", "x2"),
        new Reading("TablePreview.of", Readings::preview));
  }

  List<Reading> images() {
    return List.of(
        loading(null, null),
        features(Dataset.defaultFeatureNames(6).toArray(String[]::new)),
        new Reading("TablePreview.of", Readings::preview));
  }

  List<Reading> arrays() {
    return List.of(
        loading(null, null),
        loading(null, Task.CLASSES),
        features("x1", "x2"),
        new Reading("Npz.read", Npz::read),
        new Reading("TablePreview.of", Readings::preview),
        teacher(runs.get(0)),
        teacher(runs.get(1)));
  }

  List<Reading> tensors() {
    return List.of(
        new Reading("Safetensors.read", Safetensors::read),
        teacher(runs.get(0)),
        teacher(runs.get(1)));
  }

  private static Reading teacher(TrainedRun run) {
    return new Reading(
        "OutsideTeacher.read for " + run.recipe().data().dataset(),
        file -> {
          OutsideTeacher teacher =
              OutsideTeacher.read(file, run.recipe(), run.data(), FOR_ANY_LAYERS);
          requireFinite(teacher.network());
        });
  }

  private static Reading loading(String label, Task task) {
    return new Reading(
        "DataSource.load " + label + " " + task,
        file -> {
          DataRequest request =
              new DataRequest(file.toString(), label, task, null, null, .25, .25, true);
          RunData data = RunData.of(new DataSource(new DatasetCatalog()).load(request, 1));
          DatasetDigest.sha256(data.dataset());
        });
  }

  private static Reading features(String... names) {
    return new Reading(
        "DatasetFile.readFeatures",
        file -> DatasetFile.readFeatures(file, Arrays.asList(names), null, 2));
  }

  private static void preview(Path file) throws IOException {
    TablePreview preview = TablePreview.of(file);
    for (int column = 0; column < preview.columns().size() && preview.needsLabel(); column++) {
      preview.guess(column);
    }
  }
}
