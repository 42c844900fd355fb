package org.dropoutdistillery.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.dropoutdistillery.evaluate.GapReport;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.RunListener;
import org.dropoutdistillery.run.RunProgress;
import picocli.CommandLine.Help.Ansi;

/**
 * Shows how far a run is, without ever making it wait: a bar with steps per second and time left at
 * a terminal, else a line at every tenth of the run.
 */
abstract class ProgressDisplay implements RunListener, AutoCloseable {
  private static final int REFRESH_MILLIS = 100;

  private final Timer clock = new Timer("progress", true);
  private RunDriver driver;
  private long firstStep;
  private volatile EvaluationPoint last;

  /** Returns a display on standard error. */
  static ProgressDisplay on(PrintWriter err) {
    // The bar moves its cursor, which is of no use in a file or a pipe.
    return Ansi.AUTO.enabled() ? new Bar() : new Lines(err);
  }

  /** Begins to look at the progress of {@code followed} now and then. */
  void follow(RunDriver followed) {
    driver = followed;
    firstStep = followed.progress().steps();
    TimerTask look =
        new TimerTask() {
          @Override
          public void run() {
            refresh();
          }
        };
    clock.schedule(look, 0, REFRESH_MILLIS);
  }

  @Override
  public void evaluated(EvaluationPoint point) {
    last = point;
  }

  @Override
  public void close() {
    clock.cancel();
    if (driver != null) {
      refresh();
    }
  }

  private synchronized void refresh() {
    RunProgress progress = driver.progress();
    show(progress, describe(progress, last));
  }

  /** Returns the steps that were done already when it began to look. */
  long firstStep() {
    return firstStep;
  }

  abstract void show(RunProgress progress, String detail);

  private static String describe(RunProgress progress, EvaluationPoint last) {
    String who =
        progress.testing()
            ? "testing (%.0f %%)".formatted(100 * progress.testShare())
            : progress.phase().name().toLowerCase(Locale.ROOT);
    if (last == null) {
      return who;
    }
    Report report = last.report();
    String text = who + ", " + distance(report, "standard", report.standardToMc());
    return report.studentToMc() == null
        ? text
        : text + ", " + distance(report, "student", report.studentToMc());
  }

  private static String distance(Report report, String predictor, Interval distance) {
    // Numbers may have any unit, so their digits are counted from the first that is not 0.
    String format = report instanceof GapReport ? "KL(MC|%s) %.4f" : "distance(MC|%s) %.3g";
    return String.format(Locale.ROOT, format, predictor, distance.value());
  }

  private static final class Bar extends ProgressDisplay {
    private ProgressBar bar;

    @Override
    void show(RunProgress progress, String detail) {
      if (bar == null) {
        bar =
            new ProgressBarBuilder()
                .setTaskName("Steps")
                .setInitialMax(progress.totalSteps())
                .startsFrom(firstStep(), Duration.ZERO)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .showSpeed()
                .build();
      }
      bar.stepTo(progress.steps());
      bar.setExtraMessage(" " + detail);
    }

    @Override
    public void close() {
      super.close();
      if (bar != null) {
        bar.close();
      }
    }
  }

  private static final class Lines extends ProgressDisplay {
    private final PrintWriter err;
    private final long start = System.nanoTime();
    private long tenths = -1;

    Lines(PrintWriter err) {
      this.err = err;
    }

    @Override
    void show(RunProgress progress, String detail) {
      long reached = 10 * progress.steps() / progress.totalSteps();
      if (reached == tenths) {
        return;
      }
      tenths = reached;
      double seconds = (System.nanoTime() - start) / 1e9;
      long done = progress.steps() - firstStep();
      double speed = done / seconds;
      String pace =
          done == 0
              ? ""
              : String.format(
                  Locale.ROOT,
                  ", %.0f steps/s, %.0f s left",
                  speed,
                  (progress.totalSteps() - progress.steps()) / speed);
      err.printf(
          "%3d %%  step %d of %d%s: %s%n",
          10 * reached, progress.steps(), progress.totalSteps(), pace, detail);
      err.flush();
    }
  }
}
