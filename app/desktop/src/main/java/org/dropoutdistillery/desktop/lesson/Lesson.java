package org.dropoutdistillery.desktop.lesson;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Guided steps.
 *
 * @param title of the whole
 * @param recipe built-in recipe with which it begins
 * @param steps in their order, at least one
 */
public record Lesson(String title, String recipe, List<Step> steps) {
  private static final String FOLDER = "/assets/lessons/";
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build();

  /**
   * @param text what there is to see and to do; line breaks part paragraphs
   * @param goal what has to happen before the step counts as done
   * @param page title of the page on which that can be seen
   * @param highlight id of the control that it is about
   */
  public record Step(String title, String text, Goal goal, String page, String highlight) {}

  public Lesson {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("steps: none, expected at least one");
    }
  }

  /** Reads the lesson that is offered at the first start. */
  public static Lesson firstMinute() {
    return read("first-minute.json");
  }

  private static Lesson read(String file) {
    try (InputStream in = Lesson.class.getResourceAsStream(FOLDER + file)) {
      return MAPPER.readValue(in, Lesson.class);
    } catch (IOException damaged) {
      throw new UncheckedIOException("cannot read the built-in lesson " + file, damaged);
    }
  }
}
