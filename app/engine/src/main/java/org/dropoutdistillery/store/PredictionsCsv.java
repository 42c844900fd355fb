package org.dropoutdistillery.store;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.run.RowPredictions;

/**
 * Predictions as CSV, a row each: the most probable class and the probability of every class, or
 * the number that is predicted; of an average over masks also how far masks disagree. Numbers in
 * full precision.
 */
public final class PredictionsCsv {
  private PredictionsCsv() {}

  /**
   * Returns the text of the file.
   *
   * @param dataset of the run, for the names of its classes
   */
  public static String of(RowPredictions predictions, Dataset dataset) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(header(predictions, dataset));
      int rows = predictions.values().length / dataset.outputs();
      for (int row = 0; row < rows; row++) {
        csv.writeRecord(cells(predictions, dataset, row));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static List<String> header(RowPredictions predictions, Dataset dataset) {
    List<String> names = new ArrayList<>();
    if (dataset.isRegression()) {
      names.add("mean");
    } else {
      names.add("class");
      dataset.classNames().forEach(name -> names.add("p_" + name));
    }
    addIf(names, predictions.entropy(), "entropy");
    addIf(names, predictions.mutualInformation(), "mutual_information");
    addIf(names, predictions.deviation(), "sd");
    return names;
  }

  private static List<String> cells(RowPredictions predictions, Dataset dataset, int row) {
    int outputs = dataset.outputs();
    double[] values = Arrays.copyOfRange(predictions.values(), row * outputs, (row + 1) * outputs);
    List<String> cells = new ArrayList<>();
    if (!dataset.isRegression()) {
      cells.add(dataset.classNames().get(largest(values)));
    }
    Arrays.stream(values).mapToObj(Double::toString).forEach(cells::add);
    for (double[] column :
        Arrays.asList(
            predictions.entropy(), predictions.mutualInformation(), predictions.deviation())) {
      addIf(cells, column, column == null ? "" : Double.toString(column[row]));
    }
    return cells;
  }

  private static void addIf(List<String> cells, double[] column, String cell) {
    if (column != null) {
      cells.add(cell);
    }
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }
}
