package org.dropoutdistillery.data;

import java.util.List;

/**
 * What a {@code dataset.json} says about the file beside it.
 *
 * @param name the name to ask for
 * @param title one or two words for headings
 * @param description one sentence
 * @param file the data file's name
 * @param format of the data file
 * @param labelColumn index of the label's column, counted from 0
 * @param divisor features are divided by this number
 * @param image how the features form an image; null for tables
 * @param testRows number of rows at the end of the file that are the test rows
 * @param classNames [classes]
 * @param source address of the original
 * @param licence short name of its licence; the text lies beside the file
 * @param citation how its authors want to be cited
 */
public record DatasetDescription(
    String name,
    String title,
    String description,
    String file,
    DatasetFormat format,
    int labelColumn,
    double divisor,
    ImageShape image,
    int testRows,
    List<String> classNames,
    String source,
    String licence,
    String citation) {

  /**
   * @throws IllegalArgumentException if something but the image is missing, {@code file} is not a
   *     plain name or the number of test rows is negative
   */
  public DatasetDescription {
    requireText("name", name);
    requireText("title", title);
    requireText("description", description);
    requireText("file", file);
    requireText("source", source);
    requireText("licence", licence);
    requireText("citation", citation);
    if (file.contains("/") || file.contains("\\")) {
      throw new IllegalArgumentException("file '" + file + "', expected a name without a folder");
    }
    if (testRows < 0) {
      throw new IllegalArgumentException("testRows " + testRows + ", expected 0 or more");
    }
    requireGiven("format", format);
    requireGiven("classNames", classNames);
    classNames = List.copyOf(classNames);
  }

  /** Returns what the columns of the file mean. */
  public TableLayout layout() {
    return new TableLayout(labelColumn, divisor, classNames, image);
  }

  private static void requireText(String key, String text) {
    requireGiven(key, text);
    if (text.isBlank()) {
      throw new IllegalArgumentException(key + " is empty, expected a text");
    }
  }

  private static void requireGiven(String key, Object value) {
    if (value == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
  }
}
