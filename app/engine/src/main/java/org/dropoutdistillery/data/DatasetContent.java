package org.dropoutdistillery.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** Where the rows of a data set of the catalog come from, and which of them are test rows. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "format")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DatasetContent.Table.class, name = "csv"),
  @JsonSubTypes.Type(value = DatasetContent.Images.class, name = "idx"),
  @JsonSubTypes.Type(value = DatasetContent.Generated.class, name = "generated")
})
public sealed interface DatasetContent {
  /** Returns what the numbers of the source are divided by. */
  double divisor();

  /**
   * A table of text, plain or gzip. Either {@code testRows} or {@code testFraction} is given.
   *
   * @param file the data file's name
   * @param header whether the first line names the columns
   * @param label name or index of the label's column, whose values are indexes of the class names,
   *     or numbers to predict
   * @param divisor features are divided by this number
   * @param image how the features form an image; null for tables
   * @param testRows number of rows at the end of the file that are the test rows; null: drawn
   * @param testFraction share of the rows to draw as test rows, the same for every seed; null: the
   *     last ones
   */
  record Table(
      String file,
      HeaderLine header,
      String label,
      double divisor,
      ImageShape image,
      Integer testRows,
      Double testFraction)
      implements DatasetContent {
    /**
     * @throws IllegalArgumentException if something is missing, or {@code file} has a folder
     */
    public Table {
      Required.fileName("file", file);
      Required.given("header", header);
      Required.text("label", label);
      if ((testRows == null) == (testFraction == null)) {
        throw new IllegalArgumentException("expected one of testRows and testFraction");
      }
    }

    /** Returns the rule that gives the test rows. */
    public TestRows test() {
      return testRows == null
          ? new TestRows.Drawn(testFraction, DataSource.FIXED_TEST_SEED)
          : new TestRows.Last(testRows);
    }
  }

  /**
   * Grey images in the IDX format of MNIST, pixels from 0 to 255; the test images come last.
   *
   * @param files those to train on first, those to test with last
   * @param divisor pixels are divided by this number
   * @param testRows number of test images
   */
  record Images(List<Pair> files, double divisor, int testRows) implements DatasetContent {
    /**
     * @throws IllegalArgumentException if there are no files
     */
    public Images {
      Required.given("files", files);
      files = List.copyOf(files);
      if (files.isEmpty()) {
        throw new IllegalArgumentException("files is empty, expected at least one pair");
      }
    }

    /** The names of two files that belong together. */
    public record Pair(String images, String labels) {
      /**
       * @throws IllegalArgumentException if a name is missing or has a folder
       */
      public Pair {
        Required.fileName("images", images);
        Required.fileName("labels", labels);
      }
    }
  }

  /**
   * Rows drawn from the run's seed.
   *
   * @param generator the law
   * @param noise standard deviation, unless told otherwise
   * @param testFraction share of the rows to draw as test rows
   */
  record Generated(Generator generator, double noise, double testFraction)
      implements DatasetContent {
    @Override
    public double divisor() {
      return 1;
    }

    /**
     * @throws IllegalArgumentException if the law is missing
     */
    public Generated {
      Required.given("generator", generator);
    }
  }
}
