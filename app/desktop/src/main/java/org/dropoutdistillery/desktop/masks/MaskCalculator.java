package org.dropoutdistillery.desktop.masks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.predict.ForcedUnits;
import org.dropoutdistillery.predict.KeepCounts;
import org.dropoutdistillery.predict.MaskLens;
import org.dropoutdistillery.predict.MaskTrace;
import org.dropoutdistillery.predict.MaskedRow;
import org.dropoutdistillery.predict.ReadOut;
import org.dropoutdistillery.run.RunData;

/**
 * Computes what a page about masks shows. Keeps the passes of a row while only the shown one
 * changes. One thread at a time.
 */
final class MaskCalculator {
  /** With forced units, and without. */
  private static final int MOST_AVERAGES = 2;

  private final Lens teacherLens = new Lens();
  private final Lens studentLens = new Lens();
  private final Map<Key, Passes> averages =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Passes> eldest) {
          return size() > MOST_AVERAGES;
        }
      };
  private Counted counted;
  private KeepCounts counts;

  private record Key(Weights weights, long seed, int position, ForcedUnits forced, int count) {}

  /** Whose masks are counted: those of other weights are the same. */
  private record Counted(
      Architecture architecture,
      RunData data,
      int passes,
      long seed,
      int position,
      ForcedUnits forced) {}

  private record Passes(double[][] outputs, double[] standard) {}

  /** Keeps its storage while networks have the same layers. */
  private static final class Lens {
    private MaskLens lens;
    private ReadOut readOut;

    MaskLens on(Network network, ReadOut wanted) {
      if (lens == null || readOut != wanted || !lens.fits(network)) {
        lens = new MaskLens(network, wanted);
        readOut = wanted;
      }
      return lens;
    }
  }

  MaskView answer(Question question) {
    Network teacher = question.weights().teacher();
    MaskedRow row = question.row(question.place());
    ForcedUnits forced = question.forced().within(teacher.architecture());
    MaskTrace trace = trace(question, question.place(), forced);
    Passes passes = passes(question, row, forced);
    return new MaskView(
        question.weights().step(),
        question.place(),
        question.addressText().of(question.place()),
        forced,
        DropSite.of(
            question.weights().settings().teacher(),
            teacher.architecture(),
            question.data().dataset()),
        trace,
        frequencies(question, row, forced),
        inUnits(question, trace.outputs()),
        passes.outputs(),
        passes.standard(),
        student(question, row),
        pinned(question, forced),
        forced.isEmpty() ? null : unforced(question, row));
  }

  private MaskTrace trace(Question question, Place place, ForcedUnits forced) {
    Network teacher = question.weights().teacher();
    return teacherLens
        .on(teacher, question.readOut())
        .trace(teacher, question.row(place), forced, place.pass());
  }

  private Passes passes(Question question, MaskedRow row, ForcedUnits forced) {
    Place place = question.place();
    int count = question.passes();
    Key key = new Key(question.weights(), place.seed(), place.position(), forced, count);
    Passes known = averages.get(key);
    if (known == null) {
      Network teacher = question.weights().teacher();
      MaskLens lens = teacherLens.on(teacher, question.readOut());
      double[][] outputs = lens.passes(teacher, row, forced, count, () -> false);
      for (int pass = 0; pass < count; pass++) {
        outputs[pass] = inUnits(question, outputs[pass]);
      }
      double[] standard = lens.standard(teacher, row.features(), forced);
      known = new Passes(outputs, inUnits(question, standard));
      averages.put(key, known);
    }
    return known;
  }

  private MaskView.Unforced unforced(Question question, MaskedRow row) {
    Passes free = passes(question, row, ForcedUnits.NONE);
    double[] mask = trace(question, question.place(), ForcedUnits.NONE).outputs();
    return new MaskView.Unforced(
        inUnits(question, mask),
        MaskView.mean(free.outputs(), free.outputs().length),
        free.standard());
  }

  private float[][] frequencies(Question question, MaskedRow row, ForcedUnits forced) {
    if (!question.frequencies()) {
      return null;
    }
    Architecture architecture = question.weights().teacher().architecture();
    Place place = question.place();
    int count = (int) Math.min(question.passes(), place.pass() + 1);
    Counted asked =
        new Counted(
            architecture,
            question.data(),
            question.passes(),
            place.seed(),
            place.position(),
            forced);
    if (!asked.equals(counted) || counts.passes() > count) {
      counted = asked;
      counts = new KeepCounts(architecture, row, forced);
    }
    return counts.frequency(count);
  }

  private double[] student(Question question, MaskedRow row) {
    Network student = question.weights().student();
    if (student == null) {
      return null;
    }
    MaskLens lens = studentLens.on(student, question.readOut());
    return inUnits(question, lens.standard(student, row.features(), ForcedUnits.NONE));
  }

  private MaskView.Pinned pinned(Question question, ForcedUnits forced) {
    Place pinned = question.pinned();
    if (pinned == null) {
      return null;
    }
    double[] outputs = trace(question, pinned, forced).outputs();
    return new MaskView.Pinned(question.addressText().of(pinned), inUnits(question, outputs));
  }

  private static double[] inUnits(Question question, double[] outputs) {
    if (question.readOut() == ReadOut.PROBABILITIES) {
      return outputs;
    }
    return new double[] {question.data().responses().undo(outputs[0])};
  }
}
