package org.dropoutdistillery.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dropoutdistillery.data.Standardizer;
import org.dropoutdistillery.predict.RowSource;
import org.dropoutdistillery.predict.StandardPredictor;
import org.dropoutdistillery.tensor.Workers;

/**
 * The student of a file from {@code pack}, for programs that predict and do nothing else. Rows hold
 * the numbers of the data's source, in the order of {@link #features}; dividing and standardising
 * are done here. Calls come one at a time; any thread may make them.
 */
public final class StudentModel implements AutoCloseable {
  private final ModelBundle bundle;
  private final Workers workers = new Workers(1);
  private final StandardPredictor predictor;

  private StudentModel(ModelBundle bundle) {
    this.bundle = bundle;
    predictor = new StandardPredictor(bundle.student(), workers);
  }

  /**
   * Opens a file that {@code pack} wrote.
   *
   * @throws FileNotFoundException if there is no such file, or no student in it
   * @throws IOException if it is damaged or cannot be read
   */
  public static StudentModel open(Path file) throws IOException {
    ModelBundle bundle = ModelBundle.read(file);
    if (bundle.student() == null) {
      throw new FileNotFoundException(file + ": holds no student; 'distil' makes one");
    }
    return new StudentModel(bundle);
  }

  /** Returns the names of the features, in the order of a row. */
  public List<String> features() {
    return bundle.card().features();
  }

  /**
   * Returns the names of the classes, in the order of their probabilities.
   *
   * @throws IllegalStateException if the student predicts a number
   */
  public List<String> classes() {
    if (bundle.card().classes() == null) {
      throw new IllegalStateException(
          "predicts the number '%s', not classes".formatted(bundle.card().response()));
    }
    return bundle.card().classes();
  }

  /**
   * Returns the probability of each class.
   *
   * @throws IllegalArgumentException if the row has another number of features, or one is not
   *     finite
   * @throws IllegalStateException if the student predicts a number
   */
  public synchronized double[] probabilities(double... row) {
    classes();
    return predictor.predict(bundle.student(), source(row)).probabilities();
  }

  /** Returns the most probable class, by the same rules. */
  public String predictedClass(double... row) {
    double[] probabilities = probabilities(row);
    int best = 0;
    for (int k = 1; k < probabilities.length; k++) {
      best = probabilities[k] > probabilities[best] ? k : best;
    }
    return classes().get(best);
  }

  /**
   * Returns the predicted number in the unit of the data's source.
   *
   * @throws IllegalArgumentException if the row has another number of features, or one is not
   *     finite
   * @throws IllegalStateException if the student predicts classes
   */
  public synchronized double number(double... row) {
    if (bundle.responses() == null) {
      throw new IllegalStateException("predicts classes, not a number");
    }
    return bundle.responses().undo(predictor.outputs(bundle.student(), source(row))[0]);
  }

  private RowSource source(double[] row) {
    if (row.length != features().size() || !Arrays.stream(row).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "row of %d numbers, expected %d finite ones: %s"
              .formatted(row.length, features().size(), String.join(", ", features())));
    }
    float[] values = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      values[i] = (float) (row[i] / bundle.card().divisor());
    }
    Standardizer standardizer = bundle.standardizer();
    if (standardizer != null) {
      standardizer.apply(values);
    }
    return new RowSource(values, row.length, IntStream.range(0, 1).toArray());
  }

  /** Lets go of the threads. */
  @Override
  public void close() {
    workers.close();
  }
}
