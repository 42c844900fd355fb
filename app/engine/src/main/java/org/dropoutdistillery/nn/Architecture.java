package org.dropoutdistillery.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dropoutdistillery.dropout.MaskLaw;

/**
 * The shape of a network: inputs, hidden layers with a dropout site behind each, and linear logits.
 * Convolutional layers come before dense ones, which take all values of an image. Dropout site 0 is
 * the input, site l the output of hidden layer l, counted from 1.
 */
public final class Architecture {
  private final Shape input;
  private final MaskLaw inputDropout;
  private final List<Hidden> hidden;
  private final int outputs;
  // Of the input, of each hidden layer and of the logits.
  private final List<Shape> shapes;

  /**
   * A hidden layer.
   *
   * @param units number of units; of a convolutional layer, of feature maps
   * @param activation of each of them
   * @param dropout law of the masks on the layer's output
   * @param convolution null for a dense layer
   */
  public record Hidden(int units, Activation activation, MaskLaw dropout, Convolution convolution) {
    /**
     * @throws IllegalArgumentException if {@code units} is not positive
     */
    public Hidden {
      Convolution.require("units", units);
    }

    /** Makes a dense layer. */
    public Hidden(int units, Activation activation, MaskLaw dropout) {
      this(units, activation, dropout, null);
    }

    /** Makes a dense layer of ReLU units. */
    public Hidden(int units, MaskLaw dropout) {
      this(units, Activation.RELU, dropout);
    }

    public boolean isConvolutional() {
      return convolution != null;
    }

    /** Returns whether the layer's maps are normalised over batches. */
    public boolean isNormalised() {
      return convolution != null && convolution.normalised();
    }

    private Hidden withoutDropout() {
      return new Hidden(units, activation, MaskLaw.none(), convolution);
    }
  }

  /** Makes a network over rows of features. See the general form. */
  public Architecture(int inputs, MaskLaw inputDropout, List<Hidden> hidden, int outputs) {
    this(Shape.flat(requirePositive("inputs", inputs)), inputDropout, hidden, outputs);
  }

  /**
   * @param input one channel for images of grey
   * @param inputDropout law of the masks on the input
   * @param hidden hidden layers from the input on; may be empty
   * @param outputs number of logits
   * @throws IllegalArgumentException if a size is not positive, a layer cannot follow on the one
   *     below, or a layer has 2^31 weights or more; names the layer and the shapes
   */
  public Architecture(Shape input, MaskLaw inputDropout, List<Hidden> hidden, int outputs) {
    this.input = input;
    this.inputDropout = inputDropout;
    this.hidden = List.copyOf(hidden);
    this.outputs = requirePositive("outputs", outputs);
    shapes = shapes(input, this.hidden, outputs);
    for (int layer = 1; layer <= layers(); layer++) {
      long weights = (long) weightRows(layer) * units(layer);
      if (weights > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "layer %d has %,d weights, expected fewer than 2^31".formatted(layer, weights));
      }
    }
  }

  private static List<Shape> shapes(Shape input, List<Hidden> hidden, int outputs) {
    List<Shape> shapes = new ArrayList<>(List.of(input));
    for (int i = 0; i < hidden.size(); i++) {
      try {
        shapes.add(output(hidden, i, shapes.get(i)));
      } catch (IllegalArgumentException misfit) {
        throw new IllegalArgumentException(
            "hidden layer %d: %s".formatted(i + 1, misfit.getMessage()));
      }
    }
    shapes.add(Shape.flat(outputs));
    return List.copyOf(shapes);
  }

  private static Shape output(List<Hidden> hidden, int index, Shape below) {
    Hidden layer = hidden.get(index);
    if (!layer.isConvolutional()) {
      return Shape.flat(layer.units());
    }
    if (index > 0 && !hidden.get(index - 1).isConvolutional()) {
      throw new IllegalArgumentException("convolutional, above a dense layer, which has no image");
    }
    return layer.convolution().output(below, layer.units());
  }

  /** Returns the shape of an input row. */
  public Shape input() {
    return input;
  }

  /** Returns the number of input features. */
  public int inputs() {
    return input.size();
  }

  /** Returns the law of the masks on the input. */
  public MaskLaw inputDropout() {
    return inputDropout;
  }

  /** Returns the hidden layers from the input on. */
  public List<Hidden> hidden() {
    return hidden;
  }

  /** Returns the number of logits. */
  public int outputs() {
    return outputs;
  }

  /** Returns the number of weight layers: the hidden ones and the logits. */
  public int layers() {
    return hidden.size() + 1;
  }

  /** Returns the number of convolutional layers, which are the first ones. */
  public int convolutions() {
    return (int) hidden.stream().filter(Hidden::isConvolutional).count();
  }

  /** Returns whether there are no convolutional layers. */
  public boolean isDense() {
    return convolutions() == 0;
  }

  /** Returns the convolution of a layer, from 1; null for a dense one and for the logits. */
  public Convolution convolution(int layer) {
    return layer < layers() ? hidden.get(layer - 1).convolution() : null;
  }

  /** Returns whether a layer, from 1, is normalised over batches. */
  public boolean isNormalised(int layer) {
    return layer < layers() && hidden.get(layer - 1).isNormalised();
  }

  /** Returns the shape of what layer {@code layer} gives out; layer 0 is the input. */
  public Shape shape(int layer) {
    return shapes.get(layer);
  }

  /** Returns the number of values that layer {@code layer} gives out; layer 0 is the input. */
  public int width(int layer) {
    return shapes.get(layer).size();
  }

  /** Returns the shape of the sums of a layer, from 1, before its pooling. */
  public Shape sums(int layer) {
    Convolution convolution = convolution(layer);
    return convolution == null ? shape(layer) : convolution.sums(shape(layer - 1), units(layer));
  }

  /** Returns the units of a layer, from 1: feature maps of a convolutional one, or the logits. */
  public int units(int layer) {
    return layer == layers() ? outputs : hidden.get(layer - 1).units();
  }

  /**
   * Returns how many weights enter each unit of a layer, from 1: those of its window, line by line,
   * column by column, channel by channel, or all values below.
   */
  public int weightRows(int layer) {
    Convolution convolution = convolution(layer);
    // No more than the values below, since no kernel is larger than its image.
    return convolution == null
        ? width(layer - 1)
        : convolution.kernel() * convolution.kernel() * shape(layer - 1).channels();
  }

  /** Returns what all layers give out, such as {@code 64-256-10} or {@code 1×8×8-8×4×4-32-10}. */
  public String widths() {
    return IntStream.rangeClosed(0, layers())
        .mapToObj(layer -> layer == 0 && isDense() ? Integer.toString(inputs()) : text(layer))
        .collect(Collectors.joining("-"));
  }

  private String text(int layer) {
    return shape(layer).toString();
  }

  /** Returns the widest of all layers, input and logits included. */
  public int widest() {
    return shapes.stream().mapToInt(Shape::size).max().orElseThrow();
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

  /** Returns the number of weights and biases, scales of normalised layers included. */
  public long weightCount() {
    long count = 0;
    for (int layer = 1; layer <= layers(); layer++) {
      count += (weightRows(layer) + (isNormalised(layer) ? 2L : 1L)) * units(layer);
    }
    return count;
  }

  /** Returns the multiplications of one row's way forward. */
  public long productsPerRow() {
    long count = 0;
    for (int layer = 1; layer <= layers(); layer++) {
      count += (long) weightRows(layer) * sums(layer).size();
    }
    return count;
  }

  /** Returns the same shape without any dropout. */
  public Architecture withoutDropout() {
    List<Hidden> plain = hidden.stream().map(Hidden::withoutDropout).toList();
    return new Architecture(input, MaskLaw.none(), plain, outputs);
  }

  /** Returns whether another has the same layers, whatever their dropout. */
  public boolean hasLayersOf(Architecture other) {
    return withoutDropout().equals(other.withoutDropout());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Architecture that
        && input.equals(that.input)
        && inputDropout.equals(that.inputDropout)
        && hidden.equals(that.hidden)
        && outputs == that.outputs;
  }

  @Override
  public int hashCode() {
    return java.util.Objects.hash(input, inputDropout, hidden, outputs);
  }

  @Override
  public String toString() {
    return "Architecture[input=%s, inputDropout=%s, hidden=%s, outputs=%d]"
        .formatted(input, inputDropout, hidden, outputs);
  }

  private static int requirePositive(String name, int size) {
    Convolution.require(name, size);
    return size;
  }
}
