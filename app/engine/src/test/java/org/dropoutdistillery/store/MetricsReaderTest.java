package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.RecordedGap;
import org.dropoutdistillery.run.TinyRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsReaderTest {
  @TempDir Path folder;

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("metrics.csv"), text);
  }

  private RecordedGap readBack(List<EvaluationPoint> curve) throws IOException {
    write(MetricsCsv.of(curve));
    return MetricsReader.read(folder);
  }

  private static void assertSame(RecordedGap gap, List<EvaluationPoint> curve) {
    assertThat(gap.points())
        .isEqualTo(
            curve.stream()
                .map(
                    point ->
                        new RecordedGap.Point(
                            point.step(),
                            point.report().standardToMc(),
                            point.report().studentToMc()))
                .toList());
  }

  @Test
  void readsEveryDistanceToTheLastBit() throws IOException {
    List<EvaluationPoint> curve = TinyRun.drive(TinyRun.recipe()).curve();
    RecordedGap gap = readBack(curve);

    assertThat(gap.predictsNumbers()).isFalse();
    assertSame(gap, curve);
    assertThat(gap.points().get(0).student()).isNull();
    assertThat(gap.points().get(gap.points().size() - 1).student()).isNotNull();
  }

  @Test
  void readsDistancesOfPredictedNumbers() throws IOException {
    List<EvaluationPoint> curve = TinyRun.driveOnItsData(TinyRun.sine()).curve();
    RecordedGap gap = readBack(curve);

    assertThat(gap.predictsNumbers()).isTrue();
    assertSame(gap, curve);
  }

  @Test
  void aRunThatMeasuredNothingHasNoPoints() throws IOException {
    assertThat(readBack(List.of()).points()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.5|0.1|line 2: 'step' is 1.5, expected a whole number",
        "-1|0.1|line 2: 'step' is -1, expected a whole number",
        "7|much|line 2: 'standard_kl_to_mc' is much, expected a number"
      })
  void namesTheLineThatIsDamaged(String step, String kl, String message) throws IOException {
    write(
        "step,standard_kl_to_mc,standard_kl_to_mc_low,standard_kl_to_mc_high,student_kl_to_mc\n"
            + "%s,%s,0,1,\n".formatted(step, kl));
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> MetricsReader.read(folder))
        .withMessage(folder.resolve("metrics.csv") + ": " + message);
  }

  @Test
  void refusesStepsThatGoBackAndColumnsThatAreMissing() throws IOException {
    write("step,standard_kl_to_mc,student_kl_to_mc\n7,,\n5,,\n");
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> MetricsReader.read(folder))
        .withMessageEndingWith("line 3: step 5 after step 7");
    write("step\n7\n");
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> MetricsReader.read(folder))
        .withMessageEndingWith("line 2: no column 'standard_kl_to_mc'");
  }

  @Test
  void saysThatThereIsNoFileOrThatItIsNoText() throws IOException {
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> MetricsReader.read(folder))
        .withMessageContaining("no such file");
    Files.write(folder.resolve("metrics.csv"), new byte[] {(byte) 0xC3, 0, (byte) 0xFF, 7});
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> MetricsReader.read(folder))
        .withMessageContaining("no table");
  }
}
