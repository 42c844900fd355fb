package org.dropoutdistillery.desktop.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.dropoutdistillery.data.DatasetDescription;
import org.dropoutdistillery.desktop.session.RecipeValues;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeException;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.RecipeNetworks;
import org.dropoutdistillery.run.RunData;

/** Changes values for the panel: says why one is refused, and asks before work is lost. */
public final class RecipeEditor {
  private final Workbench workbench;
  private final BooleanSupplier mayLoseWork;

  /**
   * @param mayLoseWork asks the person, where steps were done that are saved nowhere, whether they
   *     may be given up
   */
  public RecipeEditor(Workbench workbench, BooleanSupplier mayLoseWork) {
    this.workbench = workbench;
    this.mayLoseWork = mayLoseWork;
  }

  Recipe recipe() {
    return workbench.recipe().get();
  }

  JsonNode value(String key) {
    return LayerEdits.value(recipe(), key);
  }

  /** Returns the teacher's layers on the data; null while these are not known, or do not fit. */
  Architecture architecture() {
    RunData data = workbench.data().get();
    try {
      return data == null ? null : RecipeNetworks.architecture(recipe().teacher(), data.dataset());
    } catch (IllegalArgumentException misfit) {
      return null;
    }
  }

  /** Returns whether a change would act while it is dragged, and not begin anything anew. */
  boolean actsWhileDragged(String key) {
    return !workbench.restarts(key);
  }

  void endDrag() {
    workbench.endDrag();
  }

  /**
   * Changes a value, with those that go with it.
   *
   * @param json the new value
   * @return why it is refused, or null
   */
  public String set(String key, String json, boolean dragging) {
    if (value(key).toString().equals(json)) {
      return null;
    }
    Map<String, String> all = LayerEdits.of(recipe(), key, json);
    boolean single =
        all.keySet().equals(Set.of(key)) && !(value(key).isTextual() && json.equals("null"));
    return single ? setOne(key, json, dragging) : setAll(all);
  }

  private String setOne(String key, String json, boolean dragging) {
    return refusal(
        () -> {
          String now = RecipeJson.write(recipe());
          requireFit(RecipeJson.read(recipe().name(), now, Map.of(key, json)));
          if (mayChange(key)) {
            workbench.set(key, json, dragging);
          }
        });
  }

  private String setAll(Map<String, String> values) {
    return refusal(
        () -> {
          requireFit(RecipeJson.read(recipe().name(), RecipeValues.with(recipe(), values)));
          if (mayChange("")) {
            workbench.setAll(values);
          }
        });
  }

  private boolean mayChange(String key) {
    return !workbench.restarts(key) || mayLoseWork.getAsBoolean();
  }

  /** What did not fit before may stay so, until a person has mended it. */
  private void requireFit(Recipe after) {
    RunData data = workbench.data().get();
    if (data != null && after.data().equals(recipe().data())) {
      String problem = DataFit.problem(after, data.dataset());
      if (problem != null && !problem.equals(DataFit.problem(recipe(), data.dataset()))) {
        throw new RecipeException(recipe().name(), problem);
      }
    }
  }

  private String refusal(Runnable change) {
    try {
      change.run();
      return null;
    } catch (RecipeException refused) {
      String message = refused.getMessage();
      String name = recipe().name() + ": ";
      return message.startsWith(name) ? message.substring(name.length()) : message;
    }
  }

  /**
   * Goes over to a built-in data set, with what of the student must fit it.
   *
   * @return why it is refused, or null
   */
  public String setDataset(DatasetDescription data) {
    String problem = DataFit.problem(recipe().teacher(), data);
    if (problem != null) {
      return problem;
    }
    Map<String, String> values = new LinkedHashMap<>();
    values.put("data.dataset", TextNode.valueOf(data.name()).toString());
    for (String key : new String[] {"label", "task", "rows", "noise", "testFraction"}) {
      values.put("data." + key, "null");
    }
    boolean regression = data.isRegression();
    boolean before = recipe().student().divergence().name().equals("SQUARED_ERROR");
    values.put("student.transferInputs.shift", "0");
    if (regression) {
      values.put("student.divergence", "\"squared_error\"");
      values.put("evaluation.predictors", "[\"moments_mean\"]");
      double rate = Math.min(0.005, recipe().teacher().training().learningRate());
      values.put("teacher.training.learningRate", Double.toString(rate));
    } else if (before) {
      values.put("student.divergence", "\"forward_kl\"");
      values.put("evaluation.predictors", "[\"moments\"]");
    }
    return setAll(values);
  }

  /** Puts a layer like the given one after it. */
  String addLayer(int index) {
    return addLayer(index + 1, value(LayerKnobs.LAYERS).get(index));
  }

  /** Puts a layer before the one at this index. */
  String addLayer(int index, JsonNode layer) {
    return setAll(LayerEdits.inserted(recipe(), index, layer));
  }

  String removeLayer(int index) {
    return setAll(LayerEdits.removed(recipe(), index));
  }

  /** Returns a slider's value as JSON; passes are a multiple of the blocks. */
  String json(String key, Scale scale, double position) {
    if (key.equals("evaluation.passes") || key.equals("evaluation.finalPasses")) {
      int blocks = recipe().evaluation().blocks();
      return Long.toString(Math.max(1, Math.round(scale.value(position) / blocks)) * blocks);
    }
    return scale.json(position);
  }
}
