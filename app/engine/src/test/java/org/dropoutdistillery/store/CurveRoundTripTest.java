package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.ScratchFile;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.run.Draw;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.RecordedGap;

/** What a run measured comes back with every bit, NaN and infinities included. */
class CurveRoundTripTest {
  @Property
  void evaluationsInAnArray(@ForAll("curves") List<EvaluationPoint> curve) {
    NpyArray array = NpyArray.ofBytes(EvaluationLines.of(curve));

    assertThat(EvaluationLines.read(array)).isEqualTo(curve);
  }

  @Property
  void evaluationsInAFolder(@ForAll("curves") List<EvaluationPoint> curve) throws IOException {
    List<EvaluationPoint> read =
        ScratchFile.inFolder(
            folder -> {
              Files.write(folder.resolve(EvaluationLines.FILE), EvaluationLines.of(curve));
              return EvaluationLines.read(folder);
            });

    assertThat(read).isEqualTo(curve);
  }

  @Property
  void distancesInATable(@ForAll("curves") List<EvaluationPoint> curve) throws IOException {
    RecordedGap read =
        ScratchFile.inFolder(
            folder -> {
              Files.writeString(folder.resolve("metrics.csv"), MetricsCsv.of(curve));
              return MetricsReader.read(folder);
            });

    assertThat(read.points()).isEqualTo(curve.stream().map(CurveRoundTripTest::distances).toList());
    assertThat(read.predictsNumbers())
        .isEqualTo(!curve.isEmpty() && curve.get(0).report() instanceof RegressionReport);
  }

  private static RecordedGap.Point distances(EvaluationPoint point) {
    return new RecordedGap.Point(
        point.step(),
        measured(point.report().standardToMc()),
        measured(point.report().studentToMc()));
  }

  /** A cell without a number is empty, and says that nothing was measured. */
  private static Interval measured(Interval distance) {
    return distance == null || Double.isNaN(distance.value()) ? null : distance;
  }

  @Provide
  Arbitrary<List<EvaluationPoint>> curves() {
    return Draw.arbitrary(draw -> AnyCurve.of(draw, draw.flip(), Long.MAX_VALUE));
  }
}
