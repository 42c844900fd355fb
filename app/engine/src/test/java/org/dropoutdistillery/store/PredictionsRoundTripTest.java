package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dropoutdistillery.data.ClassLabels;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.run.Draw;
import org.dropoutdistillery.run.RowPredictions;

/** Others read predictions as they were made: names of any letters, numbers to the last bit. */
class PredictionsRoundTripTest {
  /**
   * @param probabilities [rows, classes], flattened
   */
  record Predicted(List<String> classes, List<Double> probabilities, List<Double> entropy) {
    static Predicted of(Draw draw) {
      List<String> classes = draw.differentTexts(draw.whole(2, 4));
      int rows = draw.whole(0, 3);
      return new Predicted(
          classes,
          draw.list(rows * classes.size(), rows * classes.size(), draw::number),
          draw.list(rows, rows, draw::number));
    }

    String csv() {
      int[] labels = IntStream.range(0, classes.size()).toArray();
      Dataset dataset =
          Dataset.table("t", 1, new float[labels.length], new ClassLabels(labels, classes));
      return PredictionsCsv.of(
          new RowPredictions(array(probabilities), array(entropy), null, null), dataset);
    }

    private static double[] array(List<Double> numbers) {
      return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }

  @Property
  void aTableOfProbabilities(@ForAll("predictions") Predicted predicted) {
    List<List<String>> lines =
        CsvReader.builder().ofCsvRecord(predicted.csv()).stream()
            .map(CsvRecord::getFields)
            .toList();
    int classes = predicted.classes().size();
    List<Double> probabilities = new ArrayList<>();
    List<Double> entropy = new ArrayList<>();
    for (List<String> line : lines.subList(1, lines.size())) {
      assertThat(predicted.classes()).contains(line.get(0));
      line.subList(1, classes + 1).forEach(cell -> probabilities.add(Double.valueOf(cell)));
      entropy.add(Double.valueOf(line.get(classes + 1)));
    }

    assertThat(lines.get(0).subList(1, classes + 1))
        .isEqualTo(predicted.classes().stream().map(name -> "p_" + name).toList());
    assertThat(probabilities).isEqualTo(predicted.probabilities());
    assertThat(entropy).isEqualTo(predicted.entropy());
  }

  @Provide
  Arbitrary<Predicted> predictions() {
    return Draw.arbitrary(Predicted::of);
  }
}
