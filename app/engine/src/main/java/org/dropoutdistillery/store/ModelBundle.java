package org.dropoutdistillery.store;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.DatasetDigest;
import org.dropoutdistillery.data.ElementType;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.data.ResponseStandardizer;
import org.dropoutdistillery.data.Responses;
import org.dropoutdistillery.data.Standardizer;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeException;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RecipeNetworks;
import org.dropoutdistillery.run.SoundCurve;

/**
 * A teacher and its student in one file, which NumPy opens as an NPZ: {@code model.json}, see
 * {@link ModelCard}; the weights as {@link WeightArrays} names them, after {@code teacher} and
 * {@code student}; {@code standardizer.mean} and {@code .scale} [features] in double where features
 * are standardised, {@code response.mean} and {@code .scale} [1] where a number is predicted;
 * {@code curve}, the bytes of a line of JSON for each evaluation, where these were kept.
 *
 * @param card what the file says of itself
 * @param asRun the card's recipe, with its journal
 * @param teacher with its dropout
 * @param student null if the run ended before there was one
 * @param standardizer null where features are taken as they are
 * @param responses null where classes are predicted
 * @param curve evaluations on the validation rows; empty where they were not kept
 */
public record ModelBundle(
    ModelCard card,
    Recipe asRun,
    Network teacher,
    Network student,
    Standardizer standardizer,
    ResponseStandardizer responses,
    List<EvaluationPoint> curve) {
  private static final String CARD = "model.json";
  private static final String FEATURES = "standardizer";
  private static final String RESPONSE = "response";

  /** Bundles a run. */
  public static ModelBundle of(SavedRun run) {
    Dataset dataset = run.data().loaded().dataset();
    ModelCard card =
        new ModelCard(
            ModelCard.FORMAT,
            ModelCard.VERSION,
            dataset.featureNames(),
            dataset.imageShape(),
            run.divisor(),
            dataset.isRegression() ? null : dataset.classNames(),
            dataset.targets() instanceof Responses numbers ? numbers.name() : null,
            RecipeJson.toTree(run.asRun()),
            run.dataSeed(),
            run.origin().steps(),
            run.origin().totalSteps(),
            dataset.name(),
            DatasetDigest.sha256(dataset),
            Environment.PROGRAM,
            run.origin().environment());
    return new ModelBundle(
        card,
        run.asRun(),
        run.teacher(),
        run.student(),
        run.data().loaded().standardizer().orElse(null),
        run.data().responses(),
        run.curve());
  }

  /** Returns the recipe with the values in force at the end, without a journal. */
  public Recipe recipe() {
    return asRun.settled();
  }

  /** Returns the content of the file. The same bundle always gives the same bytes. */
  public byte[] bytes() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>(WeightArrays.of(teacher, "teacher"));
    if (student != null) {
      arrays.putAll(WeightArrays.of(student, "student"));
    }
    if (standardizer != null) {
      put(arrays, FEATURES, standardizer.means(), standardizer.scales());
    }
    if (responses != null) {
      put(arrays, RESPONSE, new double[] {responses.mean()}, new double[] {responses.scale()});
    }
    if (!curve.isEmpty()) {
      arrays.put(EvaluationLines.ARRAY, NpyArray.ofBytes(EvaluationLines.of(curve)));
    }
    byte[] json = card.json().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Npz.write(bytes, new Npz.Contents(arrays, Map.of(CARD, json)));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void put(
      Map<String, NpyArray> arrays, String name, double[] means, double[] scales) {
    arrays.put(name + ".mean", NpyArray.ofDoubles(new int[] {means.length}, means));
    arrays.put(name + ".scale", NpyArray.ofDoubles(new int[] {scales.length}, scales));
  }

  /** Returns whether a file is a bundle, as far as its first look says. */
  public static boolean is(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.getEntry(CARD) != null;
    } catch (ZipException | EOFException | IllegalArgumentException noZip) {
      return false;
    }
  }

  /**
   * Reads a bundle. Nothing of the data is needed.
   *
   * @throws ModelFormatException if a part is missing, or does not fit the others
   * @throws org.dropoutdistillery.data.ArrayFormatException if the file is damaged
   * @throws IOException if it cannot be read
   */
  public static ModelBundle read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(file + ": no such file, expected a model");
    }
    Npz.Contents contents = Npz.read(file, Set.of(CARD));
    byte[] json = contents.texts().get(CARD);
    if (json == null) {
      throw new ModelFormatException(
          file,
          "%s is missing, found the arrays %s; expected a model that this program wrote"
              .formatted(CARD, contents.arrays().keySet()));
    }
    try {
      return assemble(ModelCard.read(new String(json, StandardCharsets.UTF_8)), contents.arrays());
    } catch (RecipeException | IllegalArgumentException wrong) {
      throw new ModelFormatException(file, wrong.getMessage());
    }
  }

  private static ModelBundle assemble(ModelCard card, Map<String, NpyArray> arrays) {
    Recipe asRun = RecipeJson.ofTree("recipe in " + CARD, card.recipe());
    Recipe recipe = asRun.settled();
    Architecture architecture =
        RecipeNetworks.architecture(
            recipe.teacher(), card.features().size(), card.image(), card.outputs());
    Network teacher = WeightArrays.toNetwork(architecture, arrays, "teacher");
    boolean distilled = arrays.keySet().stream().anyMatch(name -> name.startsWith("student."));
    Network student =
        distilled
            ? WeightArrays.toNetwork(
                RecipeNetworks.studentArchitecture(recipe.student(), architecture),
                arrays,
                "student")
            : null;
    Standardizer standardizer =
        arrays.containsKey(FEATURES + ".mean")
            ? new Standardizer(
                doubles(arrays, FEATURES + ".mean", card.features().size()),
                doubles(arrays, FEATURES + ".scale", card.features().size()))
            : null;
    ResponseStandardizer responses =
        card.response() == null
            ? null
            : new ResponseStandardizer(
                doubles(arrays, RESPONSE + ".mean", 1)[0],
                doubles(arrays, RESPONSE + ".scale", 1)[0]);
    return new ModelBundle(
        card, asRun, teacher, student, standardizer, responses, curve(card, arrays));
  }

  private static List<EvaluationPoint> curve(ModelCard card, Map<String, NpyArray> arrays) {
    if (!arrays.containsKey(EvaluationLines.ARRAY)) {
      return List.of();
    }
    List<EvaluationPoint> curve = EvaluationLines.read(arrays.get(EvaluationLines.ARRAY));
    SoundCurve.require(curve, origin(card).lastStep(), card.response() != null);
    return curve;
  }

  private static double[] doubles(Map<String, NpyArray> arrays, String name, int length) {
    NpyArray array = arrays.get(name);
    if (array == null || !Arrays.equals(array.shape(), new int[] {length})) {
      throw new IllegalArgumentException(
          "array %s: %s, expected one of the shape [%d]"
              .formatted(name, array == null ? "missing" : Arrays.toString(array.shape()), length));
    }
    if (array.type() != ElementType.FLOAT64) {
      throw new IllegalArgumentException(
          "array %s: %s, expected 64-bit floats".formatted(name, array));
    }
    return array.doubles();
  }

  RunOrigin origin() {
    return origin(card);
  }

  private static RunOrigin origin(ModelCard card) {
    return new RunOrigin(card.steps(), card.totalSteps(), card.environment());
  }

  /**
   * Makes sure that these are the data which the networks were trained on.
   *
   * @throws ModelFormatException if they are not
   */
  void requireTrainedOn(Dataset dataset, Path file) throws ModelFormatException {
    String found = DatasetDigest.sha256(dataset);
    if (!found.equals(card.datasetSha256())) {
      throw new ModelFormatException(
          file,
          "made of the data set '%s' with the SHA-256 %s; what is found under that name has %s"
              .formatted(card.dataset(), card.datasetSha256(), found));
    }
  }
}
