package org.dropoutdistillery.desktop.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.DatasetDescription;
import org.dropoutdistillery.desktop.session.RecipeValues;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeException;
import org.dropoutdistillery.run.RecipeJson;
import org.dropoutdistillery.run.StudentStart;

/** Changes values for the panel: says why one is refused, and asks before work is lost. */
public final class RecipeEditor {
  private static final String LAYERS = "teacher.layers";

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
    return RecipeValues.node(recipe(), key);
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
    if (RecipeValues.json(recipe(), key).equals(json)) {
      return null;
    }
    Map<String, String> all = new LinkedHashMap<>(Map.of(key, json));
    all.putAll(companions(key, json));
    boolean single = all.size() == 1 && !(value(key).isTextual() && json.equals("null"));
    return single ? setOne(key, json, dragging) : setAll(all);
  }

  /** A student that starts from the teacher has its layers; own layers start with own weights. */
  private Map<String, String> companions(String key, String json) {
    if (key.equals("student.start") && json.equals("\"teacher\"")) {
      return Map.of("student.layers", "null");
    }
    boolean ownLayers = key.equals("student.layers") && !json.equals("null");
    return ownLayers && recipe().student().start() == StudentStart.TEACHER
        ? Map.of("student.start", "\"fresh\"")
        : Map.of();
  }

  private String setOne(String key, String json, boolean dragging) {
    return refusal(
        () -> {
          RecipeJson.read(recipe().name(), RecipeJson.write(recipe()), Map.of(key, json));
          requireFit(key, json);
          if (mayChange(key)) {
            workbench.set(key, json, dragging);
          }
        });
  }

  private String setAll(Map<String, String> values) {
    return refusal(
        () -> {
          if (mayChange("")) {
            workbench.setAll(values);
          }
        });
  }

  private boolean mayChange(String key) {
    return !workbench.restarts(key) || mayLoseWork.getAsBoolean();
  }

  private void requireFit(String key, String json) {
    Dataset data = workbench.data().get() == null ? null : workbench.data().get().dataset();
    String problem = KnobFit.problem(key, json, data);
    if (problem != null) {
      throw new RecipeException(recipe().name(), problem);
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

  /** Goes over to a built-in data set, with what of the student must fit it. */
  public String setDataset(DatasetDescription data) {
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
    ArrayNode layers = (ArrayNode) value(LAYERS);
    layers.insert(index + 1, layers.get(index).deepCopy());
    return setOne(LAYERS, layers.toString(), false);
  }

  String removeLayer(int index) {
    ArrayNode layers = (ArrayNode) value(LAYERS);
    layers.remove(index);
    return setOne(LAYERS, layers.toString(), false);
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
