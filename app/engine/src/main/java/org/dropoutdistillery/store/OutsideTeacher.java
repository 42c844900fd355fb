package org.dropoutdistillery.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeNetworks;
import org.dropoutdistillery.run.RunData;

/**
 * A teacher that another program trained. Its shapes say its layers; activations and drop rates are
 * in no {@code state_dict}, so a person says them. Stride, padding, pooling and masks of
 * convolutions are those of the recipe's layers.
 *
 * @param recipe with the layers that were found
 * @param data of that recipe
 * @param network on the scales of the data
 * @param layers names that the layers have in the file, from the input on
 * @param preparation in words, what the program does with the source's numbers before the network
 *     sees them
 */
public record OutsideTeacher(
    Path file,
    Recipe recipe,
    RunData data,
    Network network,
    List<String> layers,
    String preparation) {
  /**
   * What a file of weights does not say.
   *
   * @param activations of the hidden layers, or one for all; empty: the recipe's
   * @param dropRates of the hidden layers, or of the input and them, or one for all hidden layers;
   *     empty: the recipe's
   * @param order names of the layers from the input on; empty: as names and shapes say
   */
  public record Choice(List<Activation> activations, List<Double> dropRates, List<String> order) {
    public Choice {
      activations = List.copyOf(activations);
      dropRates = List.copyOf(dropRates);
      order = List.copyOf(order);
    }
  }

  /**
   * Reads an NPZ or safetensors file.
   *
   * @param base recipe of the data, the student and all else but the teacher's layers
   * @throws ModelFormatException if it holds no network for these data
   * @throws org.dropoutdistillery.data.ArrayFormatException if it is damaged
   * @throws IllegalArgumentException if the choice does not fit the layers
   * @throws IOException if something cannot be read
   */
  public static OutsideTeacher read(Path file, Recipe base, Choice choice) throws IOException {
    return read(file, base, RunData.load(base), choice);
  }

  /**
   * Reads likewise, for data that are there already.
   *
   * @param data of {@code base}
   */
  public static OutsideTeacher read(Path file, Recipe base, RunData data, Choice choice)
      throws IOException {
    Map<String, NpyArray> arrays = StateDict.read(file);
    OutsideScales scales = new OutsideScales(arrays, data);
    OutsideLayers found;
    OutsideLayers layers;
    try {
      OutsideChain chain = new OutsideChain(base.settled().teacher().layers(), data.dataset());
      found = OutsideLayers.of(new StateDictLayers(arrays), choice.order(), chain);
      layers = scales.applyTo(found);
    } catch (IllegalArgumentException wrong) {
      throw new ModelFormatException(file, wrong.getMessage());
    }
    Recipe recipe = new OutsideRecipe(base, choice).with(file, found.layers());
    Architecture architecture = RecipeNetworks.architecture(recipe.teacher(), data.dataset());
    return new OutsideTeacher(
        file,
        recipe,
        data,
        OutsideNetwork.of(architecture, layers),
        found.layers().stream().map(OutsideLayer::name).toList(),
        preparation(RunData.divisor(recipe), data, scales));
  }

  public OutsideTeacher {
    layers = Collections.unmodifiableList(layers);
  }

  /**
   * Writes a folder as that of a run which ended before there was a student.
   *
   * @throws IOException if it cannot be written, or holds the results of a run
   */
  public void write(RunFolder folder) throws IOException {
    folder.writeTeacher(recipe, network, new TeacherOrigin(file.toString(), recipe.seed()));
  }

  private static String preparation(double divisor, RunData data, OutsideScales scales) {
    List<String> steps = new ArrayList<>();
    if (divisor != 1) {
      steps.add("divided by " + Double.toString(divisor).replaceAll("\\.0$", ""));
    }
    if (scales.hasFeatureScales()) {
      steps.add("standardised by the file's standardizer.mean and .scale");
    } else if (data.loaded().standardizer().isPresent()) {
      steps.add("standardised by mean and deviation of the training rows of this recipe");
    }
    String features = steps.isEmpty() ? "taken as they are" : String.join(", then ", steps);
    return "features: " + features + responses(data, scales);
  }

  private static String responses(RunData data, OutsideScales scales) {
    if (data.responses() == null) {
      return "";
    }
    return scales.hasResponseScale()
        ? "; output: times the file's response.scale plus its response.mean"
        : "; output: in standard deviations of the training rows' responses from their mean";
  }
}
