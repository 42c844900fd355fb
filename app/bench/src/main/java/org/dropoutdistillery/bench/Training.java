package org.dropoutdistillery.bench;

import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.distil.Divergence;
import org.dropoutdistillery.distil.OutputKind;
import org.dropoutdistillery.distil.TeacherTargets;
import org.dropoutdistillery.distil.TransferInputs;
import org.dropoutdistillery.distil.TransferPool;
import org.dropoutdistillery.distil.TransferSettings;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.nn.BatchSource;
import org.dropoutdistillery.nn.CrossEntropy;
import org.dropoutdistillery.nn.Loss;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.Optimizer;
import org.dropoutdistillery.nn.Sgd;
import org.dropoutdistillery.nn.Trainer;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.tensor.Workers;

/** Steps that show a network the same rows again and again. */
final class Training {
  private static final double LEARNING_RATE = 1e-3;

  private final Trainer trainer;
  private final BatchSource batch;
  private final int[] rowIds;

  private Training(Trainer trainer, BatchSource batch, int rows) {
    this.trainer = trainer;
    this.batch = batch;
    rowIds = IntStream.range(0, rows).toArray();
  }

  /** Trains with masks on labels. */
  static Training ofTeacher(BenchNet net, Optimizer optimizer, Workers workers) {
    int rows = net.batchRows();
    MaskSource masks = new MaskSource(Stream.TEACHER_MASKS, 1);
    Supplier<Loss> loss = () -> new CrossEntropy(net.architecture().outputs());
    Trainer trainer = new Trainer(net.network(), loss, optimizer, rows, masks, workers);
    return new Training(trainer, new LabelledRows(net.dataset(rows)), rows);
  }

  /** Trains a student of the same layers on what a teacher predicts under one mask. */
  static Training ofStudent(BenchNet net, Workers workers) {
    int rows = net.batchRows();
    Network teacher = net.network();
    Network student = teacher.copyWithoutDropout();
    Dataset dataset = net.dataset(rows);
    TeacherTargets targets =
        new TeacherTargets(
            teacher,
            Divergence.FORWARD_KL.target(OutputKind.CLASSES),
            new TransferPool(dataset, IntStream.range(0, rows).toArray()),
            new TransferSettings(new TransferInputs(0, 0, 0), 1, MaskSharing.NONE),
            rows,
            1,
            workers.count());
    Supplier<Loss> loss = () -> Divergence.FORWARD_KL.loss(OutputKind.CLASSES, dataset.outputs());
    return new Training(
        new Trainer(student, loss, new Sgd(.9), rows, null, workers), targets, rows);
  }

  double step() {
    return trainer.step(rowIds.length, batch, rowIds, LEARNING_RATE);
  }
}
