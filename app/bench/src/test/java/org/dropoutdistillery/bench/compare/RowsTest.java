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
    measured("engine/dense-sgd/step", 10, 1, 11);
    Row row = row("Step, dense, SGD", null);
    assertThat(row.result()).isEqualTo("1.60 × (modules: 2.10 ×)");
    assertThat(row.reached()).isTrue();
    measured("pytorch/dense-sgd/by hand", 15.9);
    assertThat(row("Step, dense, SGD", null).reached()).isFalse();
    measured("pytorch/dense-sgd/by hand", 30);
    assertThat(row("Step, dense, SGD", null).result()).isEqualTo("2.10 × (modules: 2.10 ×)");
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
    measured("engine/distil/distillingOfTeacher", 1.5);
    assertThat(row("Step of distilling / step", null).reached()).isTrue();
    measured("engine/distil/distillingOfTeacher", 1.51);
    assertThat(row("Step of distilling / step", null).reached()).isFalse();
  }

  @Test
  void comparesTheWorkersOfTheSameFork() {
    measured("engine/tiny-sgd/step", 2);
    measured("engine/tiny-sgd/stepAlone", 1.8);
    Row row = row("2 workers in place of 1: Step, tiny", null);
    assertThat(row.result()).isEqualTo("0.90 ×");
    assertThat(row.reached()).isFalse();
  }

  @Test
  void comparesAnAverageByThePlanThatWasFound() {
    PlanError own = new PlanError("own", 100, 6, 1e-4, 1e-6, .01, .001);
    PlanError good = new PlanError("shared", 40, 100, .9e-4, 1e-6, .01, .001);
    measured("pytorch/average/by hand", 5000);
    measured("engine/average/40", 400);
    Row row = row("An average as good", new PlanSearch.Found(own, List.of(good), 0, 0));
    assertThat(row.what()).contains("T = 40");
    assertThat(row.result()).isEqualTo("12.50 ×");
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
