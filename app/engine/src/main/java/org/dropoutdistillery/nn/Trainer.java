package org.dropoutdistillery.nn;

import java.util.List;
import java.util.function.Supplier;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.tensor.Workers;

/**
 * Optimisation steps of one network. How a step is cut into tasks depends on shapes alone ({@link
 * StepPlan}), so the number of workers never changes a bit. After construction nothing is
 * allocated. One thread at a time.
 */
public final class Trainer {
  private final Optimizer optimizer;
  private final Workers workers;
  private final int batchCapacity;
  private final TrainingStep step = new TrainingStep();
  private final StepPlan plan;
  private final List<StepPlan.Phase> phases;
  private long steps;

  /**
   * @param network changed in place by each step
   * @param loss called once for each chunk of rows, since a loss serves one thread
   * @param batchCapacity most rows of a step
   * @param masks where masks come from; null trains without masks
   */
  public Trainer(
      Network network,
      Supplier<Loss> loss,
      Optimizer optimizer,
      int batchCapacity,
      MaskSource masks,
      Workers workers) {
    this.optimizer = optimizer;
    this.workers = workers;
    this.batchCapacity = batchCapacity;
    Architecture architecture = network.architecture();
    TrainingLane[] lanes = new TrainingLane[workers.count()];
    for (int i = 0; i < lanes.length; i++) {
      WeightBlock.Scratch scratch =
          new WeightBlock.Scratch(
              architecture, StepPlan.largestBlock(architecture), optimizer.stateSize());
      lanes[i] = new TrainingLane(architecture, masks, scratch);
    }
    plan = new StepPlan(network, loss, optimizer, batchCapacity, step, lanes);
    phases = plan.phases();
  }

  /** Returns how many steps were done. */
  public long steps() {
    return steps;
  }

  /**
   * Does one step and returns the mean loss of its rows before the update, in nats.
   *
   * @param rows of this batch, at most the capacity
   * @param batch fills in inputs and targets
   * @param rowIds data-row ids of the batch, at least {@code rows}: the masks' addresses, together
   *     with the number of this step as their pass; not copied
   */
  public double step(int rows, BatchSource batch, int[] rowIds, double learningRate) {
    if (rows < 1 || rows > batchCapacity) {
      throw new IllegalArgumentException(
          "batch of %d rows, expected 1 to %d".formatted(rows, batchCapacity));
    }
    step.begin(batch, rows, rowIds, steps);
    batch.beginStep(steps, rowIds);
    optimizer.beginStep(steps, learningRate);
    for (int i = 0; i < phases.size(); i++) {
      workers.run(phases.get(i).tasks(), phases.get(i).task());
    }
    steps++;
    return plan.lossSum() / rows;
  }
}
