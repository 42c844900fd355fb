package org.dropoutdistillery.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Holds a JSON tree against the records that it is to become: which keys there must be, and what
 * kind of value each has. Ranges are left to the records.
 */
final class RecipeShape {
  private RecipeShape() {}

  /**
   * Returns the first thing that does not fit, as {@code path: what it is, expected what}; null if
   * all fits.
   *
   * @param path of {@code value}, empty for a whole recipe
   */
  static String problem(String path, JsonNode value, Type type) {
    if (!ValueKind.fits(value, type)) {
      return path + ": " + ValueKind.shown(value) + ", expected " + ValueKind.words(type, value);
    }
    if (type instanceof ParameterizedType list) {
      return elementProblem(path, value, list.getActualTypeArguments()[0]);
    }
    if (!value.isObject()) {
      return null;
    }
    Class<?> kind = (Class<?>) type;
    return kind.isSealed() ? formProblem(path, value, kind) : keyProblem(path, value, kind);
  }

  /** The first key of each form is the one that no other has. */
  private static String formProblem(String path, JsonNode object, Class<?> kind) {
    List<Class<?>> forms = List.of(kind.getPermittedSubclasses());
    List<Class<?>> chosen = forms.stream().filter(form -> object.has(keys(form).get(0))).toList();
    if (chosen.size() == 1) {
      return keyProblem(path, object, chosen.get(0));
    }
    return "%s: %s, expected an object with the keys %s"
        .formatted(
            path,
            ValueKind.shown(object),
            forms.stream()
                .map(form -> String.join(", ", keys(form)))
                .collect(Collectors.joining("; or with ")));
  }

  private static List<String> keys(Class<?> kind) {
    return Arrays.stream(kind.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  private static String elementProblem(String path, JsonNode list, Type type) {
    for (int i = 0; i < list.size(); i++) {
      String problem = problem(path + "[" + i + "]", list.get(i), type);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static String keyProblem(String path, JsonNode object, Class<?> kind) {
    List<String> keys = keys(kind);
    // First, since a misspelt key is both unknown and missing.
    for (var names = object.fieldNames(); names.hasNext(); ) {
      String key = names.next();
      if (!keys.contains(key)) {
        return join(path, key) + ": unknown key, expected one of " + String.join(", ", keys);
      }
    }
    for (RecordComponent component : kind.getRecordComponents()) {
      JsonNode value = object.get(component.getName());
      String problem = componentProblem(join(path, component.getName()), value, component);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static String componentProblem(String path, JsonNode value, RecordComponent component) {
    boolean mayBeNull = component.isAnnotationPresent(OrNull.class);
    if (value != null && value.isNull() && mayBeNull) {
      return null;
    }
    Type type = component.getGenericType();
    if (value == null) {
      String words = ValueKind.words(type, null);
      return path + ": missing, expected " + words + (mayBeNull ? " or null" : "");
    }
    return problem(path, value, type);
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
