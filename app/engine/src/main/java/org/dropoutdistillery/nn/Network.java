package org.dropoutdistillery.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dropoutdistillery.nn.Architecture.Hidden;
import org.dropoutdistillery.random.Keys;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.tensor.Matrix;

/**
 * The weights of a network. Parameter 2l is the weight matrix of layer l, counted from 0, with
 * shape [{@link Architecture#weightRows}, units]; parameter 2l + 1 is its bias, with shape [1,
 * units]. The three parameters of each normalised layer follow in the order of layers, see {@link
 * Normalisation}.
 */
public final class Network {
  private Architecture architecture;
  private final List<Matrix> parameters;
  // Of each layer from 0; null where it is not normalised.
  private final List<Normalisation> normalisations;

  /**
   * Takes the parameters over without copying them.
   *
   * @throws IllegalArgumentException if a parameter is missing or has another shape than the
   *     architecture asks for
   */
  public Network(Architecture architecture, List<Matrix> parameters) {
    this.architecture = architecture;
    this.parameters = List.copyOf(parameters);
    int normalised = (int) architecture.hidden().stream().filter(Hidden::isNormalised).count();
    int expected = 2 * architecture.layers() + Normalisation.PARAMETERS * normalised;
    if (parameters.size() != expected) {
      throw new IllegalArgumentException(
          "%d parameters for %d layers, %d of them normalised, expected %d"
              .formatted(parameters.size(), architecture.layers(), normalised, expected));
    }
    normalisations = normalisations();
    for (int layer = 0; layer < architecture.layers(); layer++) {
      int units = architecture.units(layer + 1);
      requireShape("weights", layer, weights(layer), architecture.weightRows(layer + 1), units);
      requireShape("bias", layer, bias(layer), 1, units);
      if (normalisation(layer) != null) {
        for (Matrix each : normalisation(layer).parameters()) {
          requireShape("normalisation", layer, each, 1, units);
        }
      }
    }
  }

  private List<Normalisation> normalisations() {
    List<Normalisation> found = new ArrayList<>();
    int next = 2 * architecture.layers();
    for (int layer = 0; layer < architecture.layers(); layer++) {
      if (architecture.isNormalised(layer + 1)) {
        found.add(
            new Normalisation(
                parameters.get(next), parameters.get(next + 1), parameters.get(next + 2)));
        next += Normalisation.PARAMETERS;
      } else {
        found.add(null);
      }
    }
    return Collections.unmodifiableList(found);
  }

  /** Returns a network as {@link Initialisation#HE} starts it, drawn from {@code key}. */
  public static Network initialised(Architecture architecture, long key) {
    return initialised(architecture, Initialisation.HE, key);
  }

  /** Returns a network with normal weights and zero biases, drawn from {@code key}. */
  public static Network initialised(
      Architecture architecture, Initialisation initialisation, long key) {
    List<Matrix> parameters = new ArrayList<>();
    for (int layer = 0; layer < architecture.layers(); layer++) {
      int inputs = architecture.weightRows(layer + 1);
      int outputs = architecture.units(layer + 1);
      RandomSequence random = new RandomSequence(Keys.child(key, layer));
      float[] weights = new float[inputs * outputs];
      double deviation = Math.sqrt(initialisation.variance(inputs, outputs));
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (float) (deviation * random.nextGaussian());
      }
      parameters.add(Matrix.of(inputs, outputs, weights));
      parameters.add(Matrix.zeros(1, outputs));
    }
    for (int layer = 1; layer <= architecture.layers(); layer++) {
      if (architecture.isNormalised(layer)) {
        parameters.addAll(Normalisation.initial(architecture.units(layer)).parameters());
      }
    }
    return new Network(architecture, parameters);
  }

  public Architecture architecture() {
    return architecture;
  }

  /**
   * Changes the laws of the masks and keeps the weights. Belongs to the thread that trains; what is
   * going on there sees the new laws from its next step on.
   *
   * @throws IllegalArgumentException if anything but a law differs
   */
  public void changeDropout(Architecture other) {
    if (!architecture.hasLayersOf(other)) {
      throw new IllegalArgumentException(
          "other dropout for %s, got %s: expected the same layers".formatted(architecture, other));
    }
    architecture = other;
  }

  /** Returns all parameters in order. */
  public List<Matrix> parameters() {
    return parameters;
  }

  /** Returns the weights [weight rows, units] of a layer, counted from 0. */
  public Matrix weights(int layer) {
    return parameters.get(2 * layer);
  }

  /** Returns the bias [1, units] of a layer, counted from 0. */
  public Matrix bias(int layer) {
    return parameters.get(2 * layer + 1);
  }

  /** Returns what normalises a layer, counted from 0; null where nothing does. */
  public Normalisation normalisation(int layer) {
    return normalisations.get(layer);
  }

  /** Returns a network with copied weights: a snapshot that training does not move. */
  public Network copy() {
    return copyAs(architecture);
  }

  /** Returns the widths of all layers, such as {@code 64-256-10}. */
  public String shapes() {
    return architecture.widths();
  }

  /** Returns whether the weights of each fit the other. */
  public boolean hasShapesOf(Network other) {
    boolean same = shapes().equals(other.shapes()) && parameters.size() == other.parameters.size();
    for (int i = 0; same && i < parameters.size(); i++) {
      same = parameters.get(i).rows() == other.parameters.get(i).rows();
    }
    return same;
  }

  /**
   * Takes over the weights of a network with the same layers.
   *
   * @throws IllegalArgumentException if a parameter has another shape
   */
  public void assign(Network other) {
    for (int i = 0; i < parameters.size(); i++) {
      Matrix source = other.parameters.get(i);
      parameters.get(i).assignRows(source, source.rows());
    }
  }

  /** Exchanges the weights, each parameter under its number. */
  public void exchange(String name, StateExchange exchange) {
    for (int i = 0; i < parameters.size(); i++) {
      exchange.weights(name + "." + i, parameters.get(i));
    }
  }

  /** Returns a network with copied weights and no dropout; it predicts what this one predicts. */
  public Network copyWithoutDropout() {
    return copyAs(architecture.withoutDropout());
  }

  private Network copyAs(Architecture other) {
    return new Network(other, parameters.stream().map(Matrix::copy).toList());
  }

  private static void requireShape(String name, int layer, Matrix got, int rows, int columns) {
    if (got.rows() != rows || got.columns() != columns) {
      throw new IllegalArgumentException(
          "%s of layer %d have shape [%d, %d], expected [%d, %d]"
              .formatted(name, layer, got.rows(), got.columns(), rows, columns));
    }
  }
}
