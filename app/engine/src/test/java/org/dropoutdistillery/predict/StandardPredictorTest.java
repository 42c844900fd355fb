package org.dropoutdistillery.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.Test;

class StandardPredictorTest {
  private final ReferenceNet digits = ReferenceNet.digits();

  /** What a student starts from: the copied weights predict what the teacher's standard does. */
  @Test
  void aStudentCopiedFromItsTeacherPredictsTheSameBits() {
    Network student = digits.network().copyWithoutDropout();
    Predictions ofTeacher = predict(digits.network(), 1);
    Predictions ofStudent = predict(student, 1);

    assertThat(ofStudent.probabilities()).isEqualTo(ofTeacher.probabilities());
    assertThat(ofStudent.logProbabilities()).isEqualTo(ofTeacher.logProbabilities());
  }

  @Test
  void workersNeverChangeABit() {
    Predictions one = predict(digits.network(), 1);
    assertThat(predict(digits.network(), 2).probabilities()).isEqualTo(one.probabilities());
    assertThat(predict(digits.network(), 3).logProbabilities()).isEqualTo(one.logProbabilities());
  }

  @Test
  void rowsComeInTheOrderOfTheirIds() {
    Predictions all = predict(digits.network(), 1);
    int[] ids = {99, 3, 70, 64, 3};
    Predictions some =
        new StandardPredictor(digits.network(), new Workers(1))
            .predict(digits.network(), new RowSource(digits.x(), digits.width(), ids));

    assertThat(some.rows()).isEqualTo(5);
    for (int i = 0; i < ids.length; i++) {
      assertThat(some.mode(i)).isEqualTo(all.mode(ids[i]));
      for (int k = 0; k < 10; k++) {
        assertThat(some.probabilities()[i * 10 + k])
            .isCloseTo(all.probabilities()[ids[i] * 10 + k], within(1e-6));
      }
    }
  }

  @Test
  void theModeIsTheFirstOfTheMostProbable() {
    Predictions predictions = Predictions.ofProbabilities(2, 3, new double[] {.2, .4, .4, 1, 0, 0});

    assertThat(predictions.mode(0)).isEqualTo(1);
    assertThat(predictions.mode(1)).isZero();
    assertThat(predictions.logProbabilities()[4]).isEqualTo(Math.log(1e-12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Predictions.ofProbabilities(2, 3, new double[5]))
        .withMessageContainingAll("[2, 3]", "6", "5");
  }

  private Predictions predict(Network network, int workers) {
    try (Workers shared = new Workers(workers)) {
      return new StandardPredictor(network, shared).predict(network, digits.source());
    }
  }
}
