package org.dropoutdistillery.nn;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dropoutdistillery.dropout.MaskLaw;

/**
 * The shape of a dense network: inputs, hidden layers with a dropout site behind each, and linear
 * logits. Dropout site 0 is the input, site l the output of hidden layer l, counted from 1.
 *
 * @param inputs number of input features
 * @param inputDropout law of the masks on the input
 * @param hidden hidden layers from the input on; may be empty
 * @param outputs number of logits
 */
public record Architecture(int inputs, MaskLaw inputDropout, List<Hidden> hidden, int outputs) {
  /**
   * @param units number of units
   * @param activation of each of them
   * @param dropout law of the masks on the layer's output
   */
  public record Hidden(int units, Activation activation, MaskLaw dropout) {
    /**
     * @throws IllegalArgumentException if {@code units} is not positive
     */
    public Hidden {
      requirePositive("units", units);
    }

    /** Makes a layer of ReLU units. */
    public Hidden(int units, MaskLaw dropout) {
      this(units, Activation.RELU, dropout);
    }

    private Hidden withoutDropout() {
      return new Hidden(units, activation, MaskLaw.none());
    }
  }

  /**
   * @throws IllegalArgumentException if a size is not positive
   */
  public Architecture {
    requirePositive("inputs", inputs);
    requirePositive("outputs", outputs);
    hidden = List.copyOf(hidden);
  }

  /** Returns the number of weight layers: the hidden ones and the logits. */
  public int layers() {
    return hidden.size() + 1;
  }

  /** Returns the width of what layer {@code layer} gives out; layer 0 is the input. */
  public int width(int layer) {
    if (layer == 0) {
      return inputs;
    }
    return layer == layers() ? outputs : hidden.get(layer - 1).units();
  }

  /** Returns the widths of all layers, such as {@code 64-256-10}. */
  public String widths() {
    return IntStream.rangeClosed(0, layers())
        .mapToObj(layer -> Integer.toString(width(layer)))
        .collect(Collectors.joining("-"));
  }

  /** Returns the widest of all layers, input and logits included. */
  public int widest() {
    int widest = 0;
    for (int layer = 0; layer <= layers(); layer++) {
      widest = Math.max(widest, width(layer));
    }
    return widest;
  }

  /** Returns the law at a dropout site, from 0 to the number of hidden layers. */
  public MaskLaw law(int site) {
    return site == 0 ? inputDropout : hidden.get(site - 1).dropout();
  }

  /** Returns what a hidden layer, counted from 1, applies to its sums. */
  public Activation activation(int layer) {
    return hidden.get(layer - 1).activation();
  }

  /** Returns the first site that drops anything, or -1 if none does. */
  public int firstDropoutSite() {
    for (int site = 0; site < layers(); site++) {
      if (!law(site).isIdentity()) {
        return site;
      }
    }
    return -1;
  }

  /** Returns the number of weights and biases. */
  public long weightCount() {
    long count = 0;
    for (int layer = 1; layer <= layers(); layer++) {
      count += (width(layer - 1) + 1L) * width(layer);
    }
    return count;
  }

  /** Returns the same shape without any dropout. */
  public Architecture withoutDropout() {
    List<Hidden> plain = hidden.stream().map(Hidden::withoutDropout).toList();
    return new Architecture(inputs, MaskLaw.none(), plain, outputs);
  }

  private static void requirePositive(String name, int size) {
    if (size <= 0) {
      throw new IllegalArgumentException(name + ": " + size + ", expected a positive number");
    }
  }
}
