package org.dropoutdistillery.run;

import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.nn.StateExchange;
import org.dropoutdistillery.nn.WeightAverage;
import org.dropoutdistillery.tensor.Workers;

/** A student whose weights are averaged over its last steps, and the network that is shown. */
final class AveragedStudent {
  private final Network trained;
  private final Network shown;
  private final WeightAverage average;
  private final long plainSteps;

  /**
   * @param trained network that the steps change
   * @param steps of the whole phase
   * @param share of them, at the end, that are averaged; 0 for none
   */
  AveragedStudent(Network trained, long steps, double share, Workers workers) {
    this.trained = trained;
    boolean averages = share > 0;
    shown = averages ? trained.copy() : trained;
    average = averages ? new WeightAverage(trained, workers) : null;
    plainSteps = steps - Math.round(share * steps);
  }

  /** Takes in the weights after a step. */
  void stepped(long stepsDone) {
    if (average != null && stepsDone > plainSteps) {
      average.add();
    }
  }

  /** Returns the network to look at; its weights follow the training with {@link #refresh}. */
  Network shown() {
    return shown;
  }

  void exchange(String name, StateExchange exchange) {
    trained.exchange(name, exchange);
    if (average != null) {
      average.exchange(name + ".average", exchange);
    }
  }

  /** Starts from weights that were trained elsewhere. */
  void assign(Network weights) {
    trained.assign(weights);
  }

  /** Brings the network to look at up to date. */
  void refresh() {
    if (average == null) {
      return;
    }
    if (average.count() > 0) {
      average.copyTo(shown);
    } else {
      shown.assign(trained);
    }
  }
}
