package org.dropoutdistillery.run;

import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.distil.Divergence;
import org.dropoutdistillery.distil.OutputKind;
import org.dropoutdistillery.distil.TeacherTargets;
import org.dropoutdistillery.distil.TransferPool;
import org.dropoutdistillery.distil.TransferSettings;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.StateExchange;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;

/** A student and the phase in which it learns from a teacher. */
final class StudentTraining {
  private final TeacherTargets targets;
  private final TrainingPhase phase;
  private final AveragedStudent student;

  /**
   * Makes the student as it starts: from the teacher's weights of now, or fresh.
   *
   * @param teacherIsTrained whether the teacher has learned before the student begins
   */
  StudentTraining(
      Recipe settings, RunData data, Network teacher, boolean teacherIsTrained, Workers workers) {
    Dataset dataset = data.dataset();
    Recipe.Training training = settings.student().training();
    Network network = RecipeNetworks.student(settings, teacher);
    OutputKind outputs = RecipeNetworks.outputKind(dataset);
    Divergence divergence = settings.student().divergence();
    TransferPool pool = data.transferPool();
    targets =
        new TeacherTargets(
            teacher,
            divergence.target(outputs),
            pool,
            transfer(settings.student()),
            TrainingPhase.batchCapacity(training, pool.ids()),
            settings.seed(),
            workers.count());
    phase =
        new TrainingPhase(
            training,
            network,
            pool.ids(),
            Stream.TRANSFER_SHUFFLE.key(settings.seed()),
            null,
            MaskSharing.NONE,
            targets,
            () -> divergence.loss(outputs, dataset.outputs()),
            workers);
    if (teacherIsTrained && settings.student().start() == StudentStart.TEACHER) {
      phase.keepNormalisation();
    }
    student =
        new AveragedStudent(
            network,
            TrainingPhase.steps(training, pool.ids()),
            settings.student().averagedShare(),
            workers);
  }

  private static TransferSettings transfer(Recipe.Student settings) {
    return new TransferSettings(
        settings.transferInputs(), settings.masksPerStep(), MaskSharing.NONE);
  }

  TrainingPhase phase() {
    return phase;
  }

  /** Takes over the values that may change between steps. */
  void change(Recipe.Student settings) {
    phase.change(settings.training());
    targets.change(transfer(settings));
  }

  /** Does one step and returns its mean loss. */
  double advance() {
    double loss = phase.advance();
    student.stepped(phase.step());
    return loss;
  }

  /**
   * @param goesOn whether steps will follow
   */
  void exchange(StateExchange exchange, boolean goesOn) {
    student.exchange("student", exchange);
    phase.exchange("student", exchange, goesOn);
  }

  /** Starts from weights that were trained elsewhere. */
  void assign(Network weights) {
    student.assign(weights);
  }

  /** Returns the network to look at, which {@link #refresh} brings up to date. */
  Network shown() {
    return student.shown();
  }

  void refresh() {
    student.refresh();
  }
}
