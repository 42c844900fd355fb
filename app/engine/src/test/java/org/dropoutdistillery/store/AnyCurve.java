package org.dropoutdistillery.store;

import java.util.List;
import java.util.TreeSet;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.McNemar;
import org.dropoutdistillery.evaluate.PredictorReport;
import org.dropoutdistillery.evaluate.RegressionPredictorReport;
import org.dropoutdistillery.evaluate.RegressionReport;
import org.dropoutdistillery.evaluate.Reliability;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.run.Draw;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.Learning;
import org.dropoutdistillery.run.Phase;

/** Evaluations of a run, none or several, of numbers of any kind. */
final class AnyCurve {
  private final Draw draw;

  private AnyCurve(Draw draw) {
    this.draw = draw;
  }

  /**
   * Returns the evaluations of a run that has come so far.
   *
   * @param ofNumbers whether it predicts numbers, and not classes
   */
  static List<EvaluationPoint> of(Draw draw, boolean ofNumbers, long steps) {
    AnyCurve any = new AnyCurve(draw);
    return new TreeSet<>(draw.list(0, 4, () -> draw.upTo(steps)))
        .stream().map(step -> any.point(step, ofNumbers)).toList();
  }

  private EvaluationPoint point(long step, boolean ofNumbers) {
    return new EvaluationPoint(
        step,
        draw.of(Phase.class),
        draw.orNull(this::learning),
        draw.orNull(this::learning),
        report(draw.flip(), ofNumbers));
  }

  private Learning learning() {
    return new Learning(draw.number(), draw.number(), draw.number());
  }

  private Report report(boolean student, boolean ofNumbers) {
    return ofNumbers ? numbers(student) : classes(student);
  }

  private GapReport classes(boolean student) {
    return new GapReport(
        draw.whole(0, Integer.MAX_VALUE),
        draw.whole(0, Integer.MAX_VALUE),
        draw.number(),
        predictor(interval()),
        predictor(null),
        student ? predictor(interval()) : null,
        student ? interval() : null,
        draw.orNull(this::interval),
        draw.number(),
        draw.number(),
        student
            ? new GapReport.Differences(
                interval(),
                interval(),
                interval(),
                interval(),
                new McNemar(draw.whole(0, 9), draw.whole(0, 9), draw.number(), draw.number()))
            : null,
        draw.orNull(this::interval));
  }

  private PredictorReport predictor(Interval toMc) {
    return new PredictorReport(
        interval(),
        interval(),
        interval(),
        draw.number(),
        toMc,
        new Reliability(draw.list(0, 3, this::bin)),
        draw.number(),
        draw.number(),
        draw.number(),
        draw.orNull(draw::number),
        draw.orNull(draw::number));
  }

  private Reliability.Bin bin() {
    return new Reliability.Bin(
        draw.number(),
        draw.number(),
        draw.whole(0, Integer.MAX_VALUE),
        draw.number(),
        draw.number());
  }

  private RegressionReport numbers(boolean student) {
    return new RegressionReport(
        draw.whole(0, Integer.MAX_VALUE),
        draw.whole(0, Integer.MAX_VALUE),
        draw.number(),
        new RegressionPredictorReport(interval(), interval(), interval()),
        new RegressionPredictorReport(interval(), interval(), null),
        student ? new RegressionPredictorReport(interval(), interval(), interval()) : null,
        student ? interval() : null,
        draw.orNull(this::interval),
        draw.number(),
        draw.number(),
        student ? new RegressionReport.Differences(interval(), interval()) : null,
        draw.orNull(this::interval));
  }

  private Interval interval() {
    return new Interval(draw.number(), draw.number(), draw.number());
  }
}
