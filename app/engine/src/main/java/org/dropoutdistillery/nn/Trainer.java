package org.dropoutdistillery.nn;

import java.util.List;
import java.util.function.Supplier;
import org.dropoutdistillery.dropout.MaskSharing;
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
  private final TrainingStep step;
  private final StepPlan plan;
  private double maxNorm = Double.POSITIVE_INFINITY;
  private long steps;
  private long updates;

  /**
   * Gives every row masks of its own.
   *
   * @param network changed in place by each step
   * @param loss makes one for each chunk of rows, since a loss serves one thread
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
    this(network, loss, optimizer, batchCapacity, masks, MaskSharing.NONE, workers);
  }

  /**
   * @param sharing which rows of a batch have masks in common
   */
  public Trainer(
      Network network,
      Supplier<Loss> loss,
      Optimizer optimizer,
      int batchCapacity,
      MaskSource masks,
      MaskSharing sharing,
      Workers workers) {
    this.optimizer = optimizer;
    this.workers = workers;
    this.batchCapacity = batchCapacity;
    Architecture architecture = network.architecture();
    step = new TrainingStep(loss.get().comparesWithoutMasks());
    TrainingLane[] lanes = new TrainingLane[workers.count()];
    for (int i = 0; i < lanes.length; i++) {
      WeightBlock.Scratch scratch =
          new WeightBlock.Scratch(
              architecture,
              batchCapacity * step.rowsPerDataRow(),
              StepPlan.largestBlock(architecture),
              optimizer.stateSize());
      int rows = batchCapacity * step.rowsPerDataRow();
      lanes[i] = new TrainingLane(architecture, rows, masks, sharing, scratch);
    }
    plan = new StepPlan(network, loss, optimizer, batchCapacity, step, lanes);
  }

  /**
   * Changes the momentum from the next step on: μ of {@link Sgd}, β₁ of {@link Adam}.
   *
   * @param momentum in [0, 1)
   */
  public void setMomentum(double momentum) {
    optimizer.setMomentum(momentum);
  }

  /**
   * Changes weight decay from the next step on; biases do not decay. 0 is none, as at first.
   *
   * @param decay λ, at least 0
   */
  public void setWeightDecay(double decay) {
    optimizer.setWeightDecay(decay);
  }

  /**
   * Changes how long the incoming weights of each hidden unit may be after an update, from the next
   * step on.
   *
   * @param norm largest Euclidean norm, positive; infinite, as at first, for any length
   */
  public void setMaxNorm(double norm) {
    if (!(norm > 0)) {
      throw new IllegalArgumentException("max-norm: " + norm + ", expected a positive number");
    }
    maxNorm = norm;
  }

  /**
   * Keeps the means and variances that normalised layers remember, from the next step on: a student
   * that starts from a teacher starts from what that teacher predicts, and goes on from there.
   */
  public void keepNormalisation() {
    step.setNormalisesByBatch(false);
  }

  /** Returns how many steps were done, those without an update included. */
  public long steps() {
    return steps;
  }

  /**
   * Does one step and returns the mean loss of its rows before the update, in nats. If that is not
   * finite, the weights and all that optimisation remembers stay as they are.
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
    step.begin(batch, rows, rowIds, steps, maxNorm);
    batch.beginStep(steps, rowIds);
    List<StepPlan.Phase> phases = plan.gradientPhases();
    for (int i = 0; i < phases.size(); i++) {
      run(phases.get(i));
    }
    double loss = plan.lossSum() / rows;
    if (Double.isFinite(loss)) {
      optimizer.beginStep(updates, learningRate);
      run(plan.update());
      plan.finishNormalisation(optimizer);
      if (maxNorm < Double.POSITIVE_INFINITY) {
        run(plan.limit());
      }
      updates++;
    }
    steps++;
    return loss;
  }

  /** Exchanges how many steps were done. */
  public void exchangeSteps(String name, StateExchange exchange) {
    steps = exchange.whole(name + ".steps", steps, 0, Long.MAX_VALUE);
    updates = exchange.whole(name + ".updates", updates, 0, steps);
  }

  /** Exchanges what optimisation remembers; the weights are not part of that. */
  public void exchangeMemory(String name, StateExchange exchange) {
    optimizer.exchange(name, exchange);
    plan.optimizerState().exchange(name, exchange);
  }

  private void run(StepPlan.Phase phase) {
    workers.run(phase.tasks(), phase.task());
  }
}
