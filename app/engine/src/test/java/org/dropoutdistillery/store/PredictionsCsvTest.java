package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dropoutdistillery.data.ClassLabels;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.Responses;
import org.dropoutdistillery.run.RowPredictions;
import org.junit.jupiter.api.Test;

class PredictionsCsvTest {
  private static final Dataset CLASSES =
      Dataset.table("t", 1, new float[2], new ClassLabels(new int[] {0, 1}, List.of("a,b", "c")));
  private static final Dataset NUMBERS =
      Dataset.table("t", 1, new float[2], new Responses(new float[2], "y"));

  @Test
  void aRowForEachRowWithItsMostProbableClass() {
    RowPredictions predictions =
        new RowPredictions(new double[] {0.75, 0.25, 0.125, 0.875}, null, null, null);

    assertThat(PredictionsCsv.of(predictions, CLASSES))
        .isEqualTo(
            """
            class,"p_a,b",p_c
            "a,b",0.75,0.25
            c,0.125,0.875
            """);
  }

  @Test
  void anAverageAlsoSaysHowFarMasksDisagree() {
    RowPredictions predictions =
        new RowPredictions(
            new double[] {0.5, 0.5}, new double[] {0.69}, new double[] {-0.001}, null);

    assertThat(PredictionsCsv.of(predictions, CLASSES))
        .isEqualTo(
            """
            class,"p_a,b",p_c,entropy,mutual_information
            "a,b",0.5,0.5,0.69,-0.001
            """);
  }

  @Test
  void numbersHaveAMeanAndADeviation() {
    assertThat(
            PredictionsCsv.of(
                new RowPredictions(new double[] {1.5, -2}, null, null, new double[] {0.5, 0}),
                NUMBERS))
        .isEqualTo("mean,sd\n1.5,0.5\n-2.0,0.0\n");
    assertThat(PredictionsCsv.of(new RowPredictions(new double[] {1.5}, null, null, null), NUMBERS))
        .isEqualTo("mean\n1.5\n");
  }
}
