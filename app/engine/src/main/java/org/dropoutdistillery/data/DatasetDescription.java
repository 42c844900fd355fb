package org.dropoutdistillery.data;

import java.util.List;

/**
 * What a {@code dataset.json} says about the data beside it.
 *
 * @param name the name to ask for
 * @param title one or two words for headings
 * @param description one sentence
 * @param rows number of rows; of a generated set, unless told otherwise
 * @param features numbers per row
 * @param featureNames [features]; left out where they have none
 * @param classNames [classes]; left out where a number is to be predicted
 * @param content where the rows come from
 * @param source address of the original
 * @param licence short name of its licence; the text lies beside the file
 * @param citation how its authors want to be cited
 */
public record DatasetDescription(
    String name,
    String title,
    String description,
    int rows,
    int features,
    List<String> featureNames,
    List<String> classNames,
    DatasetContent content,
    String source,
    String licence,
    String citation) {

  /**
   * @throws IllegalArgumentException if something is missing or names do not fit the numbers
   */
  public DatasetDescription {
    Required.text("name", name);
    Required.text("title", title);
    Required.text("description", description);
    Required.given("content", content);
    Required.text("source", source);
    Required.text("licence", licence);
    Required.text("citation", citation);
    featureNames = featureNames == null ? List.of() : List.copyOf(featureNames);
    classNames = classNames == null ? List.of() : List.copyOf(classNames);
    if (!featureNames.isEmpty() && featureNames.size() != features) {
      throw new IllegalArgumentException(
          "featureNames: %d names, expected %d or none".formatted(featureNames.size(), features));
    }
  }

  /** Returns whether a number is to be predicted, not a class. */
  public boolean isRegression() {
    return classNames.isEmpty();
  }

  /** Returns the rule that gives the test rows of a run. */
  public TestRows test(long seed) {
    if (content instanceof DatasetContent.Table table) {
      return table.test();
    }
    return content instanceof DatasetContent.Generated generated
        ? new TestRows.Drawn(generated.testFraction(), seed)
        : new TestRows.Last(((DatasetContent.Images) content).testRows());
  }

  /** Returns how many of the {@link #rows} are test rows. */
  public int testCount() {
    return test(0) instanceof TestRows.Drawn drawn
        ? (int) Math.round(drawn.fraction() * rows)
        : ((TestRows.Last) test(0)).count();
  }
}
