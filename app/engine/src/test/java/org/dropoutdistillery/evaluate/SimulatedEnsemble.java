package org.dropoutdistillery.evaluate;

import java.util.Arrays;
import org.dropoutdistillery.predict.MonteCarloAverage;
import org.dropoutdistillery.predict.Predictions;
import org.dropoutdistillery.random.RandomSequence;

/** A finite ensemble whose members are equally likely, so that its average is known exactly. */
final class SimulatedEnsemble {
  final int rows;
  final int classes;
  private final double[][] members;

  /** Members differ from a common centre by normal logits of standard deviation {@code spread}. */
  SimulatedEnsemble(int members, int rows, int classes, double spread, RandomSequence random) {
    this.rows = rows;
    this.classes = classes;
    double[] centre = normal(rows * classes, 1.5, random);
    this.members = new double[members][];
    for (int m = 0; m < members; m++) {
      double[] logits = normal(rows * classes, spread, random);
      for (int i = 0; i < logits.length; i++) {
        logits[i] += centre[i];
      }
      this.members[m] = softmax(logits, classes);
    }
  }

  /** Returns [members][rows × classes]. */
  double[][] members() {
    return members;
  }

  Predictions exactAverage() {
    double[] mean = new double[rows * classes];
    for (double[] member : members) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += member[i] / members.length;
      }
    }
    return Predictions.ofProbabilities(rows, classes, mean);
  }

  double exactMutualInformation() {
    double expected = 0;
    for (double[] member : members) {
      expected += RowMeasures.mean(Entropy.rows(member, classes)) / members.length;
    }
    return RowMeasures.mean(Entropy.rows(exactAverage().probabilities(), classes)) - expected;
  }

  /** χ² = mean over rows of Σ_k Var(p_rk) / p̄_k, exactly. */
  double exactChiSquare() {
    double[] mean = exactAverage().probabilities();
    double chiSquare = 0;
    for (double[] member : members) {
      for (int i = 0; i < mean.length; i++) {
        double difference = member[i] - mean[i];
        chiSquare += difference * difference / mean[i] / members.length;
      }
    }
    return chiSquare / rows;
  }

  /** Draws passes independently for every row. */
  MonteCarloAverage draw(int blocks, int passesPerBlock, RandomSequence random) {
    double[][] blockMeans = new double[blocks][rows * classes];
    double[] mean = new double[rows * classes];
    double[] squares = new double[rows * classes];
    double[] expectedEntropy = new double[rows];
    int passes = blocks * passesPerBlock;
    double[][] entropies =
        Arrays.stream(members).map(m -> Entropy.rows(m, classes)).toArray(double[][]::new);
    for (int pass = 0; pass < passes; pass++) {
      for (int row = 0; row < rows; row++) {
        int member = random.nextInt(members.length);
        expectedEntropy[row] += entropies[member][row] / passes;
        for (int i = row * classes; i < (row + 1) * classes; i++) {
          double p = members[member][i];
          blockMeans[pass / passesPerBlock][i] += p / passesPerBlock;
          mean[i] += p / passes;
          squares[i] += p * p;
        }
      }
    }
    double[] variance = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      variance[i] = (squares[i] - passes * mean[i] * mean[i]) / (passes - 1);
    }
    return new MonteCarloAverage(
        rows, classes, passesPerBlock, blockMeans, mean, variance, expectedEntropy);
  }

  static Predictions predictions(int rows, int classes, double spread, RandomSequence random) {
    return Predictions.ofProbabilities(
        rows, classes, softmax(normal(rows * classes, spread, random), classes));
  }

  private static double[] normal(int count, double deviation, RandomSequence random) {
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> deviation * random.nextGaussian());
    return numbers;
  }

  private static double[] softmax(double[] logits, int classes) {
    double[] p = new double[logits.length];
    for (int row = 0; row < p.length; row += classes) {
      double sum = 0;
      for (int i = row; i < row + classes; i++) {
        p[i] = Math.exp(logits[i]);
        sum += p[i];
      }
      for (int i = row; i < row + classes; i++) {
        p[i] /= sum;
      }
    }
    return p;
  }
}
