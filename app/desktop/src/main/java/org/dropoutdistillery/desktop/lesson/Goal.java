package org.dropoutdistillery.desktop.lesson;

import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.evaluate.Interval;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.RunProgress;

/** What a step of a lesson waits for. */
public enum Goal {
  /** Nothing but to be read. */
  READ {
    @Override
    boolean isReached(Workbench workbench, String page) {
      return true;
    }
  },
  /** A run goes on, or is over. */
  RUN {
    @Override
    boolean isReached(Workbench workbench, String page) {
      RunProgress progress = workbench.progress().get();
      return workbench.state().get() == RunState.RUNNING
          || (progress != null && progress.steps() > 0);
    }
  },
  /** A drop rate was changed while the run went on. */
  CHANGE_RATE {
    @Override
    boolean isReached(Workbench workbench, String page) {
      return workbench.changes().stream().anyMatch(change -> change.key().endsWith("ropRate"));
    }
  },
  /** Page Masks shows. */
  SEE_MASKS {
    @Override
    boolean isReached(Workbench workbench, String page) {
      return page.equals("Masks");
    }
  },
  /** The student stands nearer to the average than standard dropout, beyond doubt. */
  STUDENT_NEARER {
    @Override
    boolean isReached(Workbench workbench, String page) {
      return workbench.curve().stream().anyMatch(STUDENT_NEARER::isNearer);
    }
  };

  abstract boolean isReached(Workbench workbench, String page);

  boolean isNearer(EvaluationPoint point) {
    Interval headline = point.report().headline();
    return headline != null && headline.low() > 0;
  }
}
