package org.dropoutdistillery.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.bench.PlanError;
import org.dropoutdistillery.bench.PlanSearch;
import org.junit.jupiter.api.Test;

class RowsTest {
  private final Map<String, Series> series = new HashMap<>();

  private void measured(String key, double... values) {
    List<Double> boxed = Arrays.stream(values).boxed().toList();
    series.put(key, new Series(key, "ms", "so", boxed));
  }

  private Row row(String what, PlanSearch.Found plans) {
    return new Rows(series, plans)
        .all().stream().filter(row -> row.what().startsWith(what)).findFirst().orElseThrow();
  }

  @Test
  void comparesMediansWithTheFasterWayOfPyTorch() {
    measured("pytorch/dense-sgd/modules", 20, 21, 100);
    measured("pytorch/dense-sgd/by hand", 16, 15, 17);
    measured("engine/dense-sgd/step", 8, 1, 9);
    Row row = row("Step, dense, SGD", null);
    assertThat(row.result()).isEqualTo("2.00 × (modules: 2.63 ×)");
    assertThat(row.reached()).isTrue();
    measured("pytorch/dense-sgd/by hand", 15.9);
    assertThat(row("Step, dense, SGD", null).reached()).isFalse();
    measured("pytorch/dense-sgd/by hand", 30);
    assertThat(row("Step, dense, SGD", null).result()).isEqualTo("2.63 × (modules: 2.63 ×)");
  }

  @Test
  void saysWhatWasNotMeasured() {
    measured("pytorch/tiny-sgd/modules", 2);
    Row row = row("Step, tiny, SGD", null);
    assertThat(row.engine()).isEqualTo("not measured");
    assertThat(row.result()).isEqualTo("not measured");
    assertThat(row.reached()).isNull();
    assertThat(row.answer()).isEmpty();
  }

  @Test
  void wantsAStepOfDistillingToTakeLittleMoreThanOneOfTheTeacher() {
    measured("engine/distil/distillingOfTeacher", 1.4);
    assertThat(row("Step of distilling / step", null).reached()).isTrue();
    measured("engine/distil/distillingOfTeacher", 1.41);
    assertThat(row("Step of distilling / step", null).reached()).isFalse();
  }

  @Test
  void comparesTheWorkersOfTheSameFork() {
    measured("engine/tiny-sgd/step", 2);
    measured("engine/tiny-sgd/stepAlone", 1.8);
    Row row = row("2 workers in place of 1: Step, tiny", null);
    assertThat(row.result()).isEqualTo("0.90 ×");
    assertThat(row.reached()).isFalse();
    measured("engine/tiny-sgd/stepAlone", 1.999);
    assertThat(row("2 workers in place of 1: Step, tiny", null).reached()).isFalse();
    measured("engine/tiny-sgd/stepAlone", 2);
    assertThat(row("2 workers in place of 1: Step, tiny", null).reached()).isTrue();
    measured("engine/cnn-sgd/step", 10);
    measured("engine/cnn-sgd/stepAlone", 16.99);
    assertThat(row("2 workers in place of 1: Step, CNN", null).reached()).isFalse();
    measured("engine/cnn-sgd/stepAlone", 17);
    assertThat(row("2 workers in place of 1: Step, CNN", null).reached()).isTrue();
  }

  @Test
  void saysWhatProductsAloneWouldTake() {
    measured("pytorch/cnn-sgd/by hand", 25);
    measured("engine/cnn-sgd/step", 30);
    measured("engine/cnn-sgd/peak", 200);
    // 128 rows, multiplications of forward, weights and inputs, but for those of the first layer.
    double products =
        2 * 128 * (2 * 28 * 28 * 9 * 32 + 3.0 * (14 * 14 * 288 * 64 + 3136 * 256 + 2560));
    double millis = products / 200e6;
    assertThat(row("Step, CNN", null).bound())
        .isEqualTo("%.1f ms: %.2f ×".formatted(millis, 25 / millis));
  }

  @Test
  void wantsEvaluationsToTakeATenthAtMost() {
    measured("engine/evaluation-digits/share", 10);
    assertThat(row("Evaluations, share of the time of a run of digits", null).reached()).isTrue();
    measured("engine/evaluation-digits/share", 10.1);
    assertThat(row("Evaluations, share of the time of a run of digits", null).reached()).isFalse();
  }

  @Test
  void wantsNoShareOfPeakOfAConvolutionalStep() {
    measured("engine/cnn-sgd/shareOfPeak", 10);
    assertThat(row("Share of gemm peak, CNN", null).reached()).isNull();
    measured("engine/dense-sgd/shareOfPeak", 69.9);
    assertThat(row("Share of gemm peak, dense, SGD", null).reached()).isFalse();
  }

  @Test
  void comparesAnAverageByThePlanThatWasFound() {
    PlanError own = new PlanError("own", 100, 6, 1e-4, 1e-6, .01, .001);
    PlanError good = new PlanError("shared", 40, 100, .9e-4, 1e-6, .01, .002);
    measured("pytorch/average/by hand", 6000);
    measured("engine/average/40", 400);
    Row row = row("An average as good", new PlanSearch.Found(own, List.of(good), 0, 0));
    assertThat(row.what()).contains("T = 40");
    assertThat(row.result()).startsWith("15.00 ×").contains("0.00200", "0.00100");
    assertThat(row.reached()).isTrue();
  }

  @Test
  void doesNotPassOffAPlanThatIsWorse() {
    PlanError own = new PlanError("own", 100, 6, 1e-4, 1e-6, .01, .001);
    PlanError bad = new PlanError("shared", 100, 100, 1.1e-4, 1e-6, .01, .001);
    PlanSearch.Found found = new PlanSearch.Found(own, List.of(bad), 0, 0);
    measured("pytorch/average/by hand", 5000);
    measured("engine/average/100", 100);
    Row row = row("T = 100", found);
    assertThat(row.what()).contains("not as good as 100 independent passes");
    assertThat(row.reached()).isFalse();
  }
}
