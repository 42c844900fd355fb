package org.dropoutdistillery.run;

import java.util.function.Supplier;
import org.dropoutdistillery.dropout.MaskSharing;
import org.dropoutdistillery.dropout.MaskSource;
import org.dropoutdistillery.nn.BatchSource;
import org.dropoutdistillery.nn.Loss;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.StateExchange;
import org.dropoutdistillery.nn.Trainer;
import org.dropoutdistillery.random.Keys;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.tensor.Workers;

/**
 * The steps of one network over shuffled epochs. Which rows a step sees is a pure function of the
 * shuffle key and its number.
 */
final class TrainingPhase {
  private final int[] trainingIds;
  private final int[] order;
  private final int[] batch;
  private final long shuffleKey;
  private final Trainer trainer;
  private final BatchSource source;
  private final int stepsPerEpoch;
  private Recipe.Training training;
  private int shuffledEpoch = -1;
  private double lastLearningRate;
  private double lossSum;
  private long lossCount;

  /**
   * @param masks null to train without masks
   */
  TrainingPhase(
      Recipe.Training training,
      Network network,
      int[] trainingIds,
      long shuffleKey,
      MaskSource masks,
      MaskSharing sharing,
      BatchSource source,
      Supplier<Loss> loss,
      Workers workers) {
    this.training = training;
    this.trainingIds = trainingIds;
    this.shuffleKey = shuffleKey;
    this.source = source;
    order = trainingIds.clone();
    int capacity = batchCapacity(training, trainingIds);
    batch = new int[capacity];
    stepsPerEpoch = (trainingIds.length + capacity - 1) / capacity;
    trainer =
        new Trainer(
            network,
            loss,
            training.optimizer().create(training.momentum()),
            capacity,
            masks,
            sharing,
            workers);
    trainer.setWeightDecay(training.weightDecay());
    if (training.maxNorm() != null) {
      trainer.setMaxNorm(training.maxNorm());
    }
  }

  /** Leaves means and variances of normalised layers as they are, in batches too. */
  void keepNormalisation() {
    trainer.keepNormalisation();
  }

  static int batchCapacity(Recipe.Training training, int[] trainingIds) {
    return Math.min(training.batchSize(), trainingIds.length);
  }

  /** Returns the number of steps of the whole phase. */
  static long steps(Recipe.Training training, int[] trainingIds) {
    int capacity = batchCapacity(training, trainingIds);
    return (long) training.epochs() * ((trainingIds.length + capacity - 1) / capacity);
  }

  /** Returns how many steps were done. */
  long step() {
    return trainer.steps();
  }

  /** Takes over the values that may change between steps. */
  void change(Recipe.Training settings) {
    training = settings;
    trainer.setMomentum(training.momentum());
    trainer.setWeightDecay(training.weightDecay());
  }

  /** Returns how far it is and forgets the losses; null if no step was done since the last call. */
  Learning takeLearning() {
    if (lossCount == 0 && trainer.steps() > 0) {
      return null;
    }
    double loss = lossCount == 0 ? Double.NaN : lossSum / lossCount;
    lossSum = 0;
    lossCount = 0;
    return new Learning((double) trainer.steps() / stepsPerEpoch, learningRate(), loss);
  }

  /** Returns the learning rate of the step that comes next. */
  double learningRate() {
    long steps = (long) training.epochs() * stepsPerEpoch;
    return training.schedule().rate(training.learningRate(), trainer.steps(), steps);
  }

  /** Returns the learning rate of the last step. */
  double lastLearningRate() {
    return lastLearningRate;
  }

  /**
   * Exchanges how far it is.
   *
   * @param goesOn whether steps will follow, which need what optimisation remembers
   */
  void exchange(String name, StateExchange exchange, boolean goesOn) {
    trainer.exchangeSteps(name, exchange);
    lossCount = exchange.whole(name + ".losses", lossCount, 0, trainer.steps());
    lossSum = exchange.number(name + ".lossSum", lossSum, -Double.MAX_VALUE, Double.MAX_VALUE);
    lastLearningRate =
        exchange.number(name + ".learningRate", lastLearningRate, 0, Double.MAX_VALUE);
    if (goesOn) {
      trainer.exchangeMemory(name + ".optimizer", exchange);
    }
  }

  /** Does one step and returns its mean loss. */
  double advance() {
    long step = trainer.steps();
    int epoch = (int) (step / stepsPerEpoch);
    if (epoch != shuffledEpoch) {
      System.arraycopy(trainingIds, 0, order, 0, order.length);
      new RandomSequence(Keys.child(shuffleKey, epoch)).shuffle(order);
      shuffledEpoch = epoch;
    }
    int first = (int) (step % stepsPerEpoch) * batch.length;
    int rows = Math.min(batch.length, order.length - first);
    System.arraycopy(order, first, batch, 0, rows);
    lastLearningRate = learningRate();
    double loss = trainer.step(rows, source, batch, lastLearningRate);
    lossSum += loss;
    lossCount++;
    return loss;
  }
}
