package org.dropoutdistillery.desktop.panel;

import java.util.List;
import org.dropoutdistillery.desktop.panel.Knob.Option;
import org.dropoutdistillery.run.MapMasks;
import org.dropoutdistillery.run.RecipeLayer;

/**
 * The values of a hidden layer of the teacher that a person turns; the drop rate first. Of a
 * convolutional layer without pooling, {@code pool} still has a kind, see {@link LayerEdits}.
 */
final class LayerKnobs {
  static final String LAYERS = "teacher.layers";
  private static final double HALF = 0.5;

  private LayerKnobs() {}

  /**
   * @param index of the layer, from 0
   */
  static List<Knob> of(RecipeLayer layer, int index) {
    String root = LAYERS + "[" + index + "].";
    Knob dropRate = dropRate(root, layer, "Layer " + (index + 1));
    return layer instanceof RecipeLayer.Conv
        ? List.of(
            dropRate,
            channels(root),
            activation(root),
            kernel(root),
            stride(root),
            padding(root),
            batchNorm(root),
            poolKind(root),
            poolSize(root),
            poolStride(root),
            masks(root),
            blockSize(root))
        : List.of(dropRate, units(root), activation(root));
  }

  /** Returns the index of the layer that a value belongs to; -1 if it is of none. */
  static int layerOf(String key) {
    return key.startsWith(LAYERS + "[")
        ? Integer.parseInt(key.substring(LAYERS.length() + 1, key.indexOf(']')))
        : -1;
  }

  private static Knob dropRate(String root, RecipeLayer layer, String name) {
    boolean halves =
        layer instanceof RecipeLayer.Conv conv && conv.masks() == MapMasks.CHECKERBOARD;
    return Knob.slide(
        root + "dropRate",
        name,
        "as a share of 1",
        Scale.linear(0, halves ? HALF : 0.95),
        "Drop rate: the share of what this layer gives on that a mask switches off.");
  }

  private static Knob units(String root) {
    return Knob.entry(
        root + "units", "Units", "units", "1 to 65536", "How many units this hidden layer has.");
  }

  private static Knob channels(String root) {
    return Knob.entry(
        root + "channels",
        "Maps",
        "feature maps",
        "1 to 65536",
        "How many feature maps this convolutional layer has: its channels.");
  }

  private static Knob activation(String root) {
    return Knob.choice(
        root + "activation",
        "Activation",
        "What a unit does with the sum of its inputs.",
        Option.text("relu", "ReLU", "max(0, sum)"),
        Option.text("tanh", "tanh", "between −1 and 1"),
        Option.text("identity", "linear", "the sum itself"));
  }

  private static Knob kernel(String root) {
    return Knob.entry(
        root + "kernel",
        "Kernel",
        "lines and columns",
        "1 up to the sides of the image, odd where the size is kept",
        "Side of the square window that each map looks through.");
  }

  private static Knob stride(String root) {
    return Knob.entry(
        root + "stride",
        "Stride",
        "positions",
        "1 to 1024",
        "Stride: by how many positions the window moves.");
  }

  private static Knob padding(String root) {
    return Knob.choice(
        root + "padding",
        "Padding",
        "What lies around the image.",
        Option.text("same", "same", "Zeros around the image, so that stride 1 keeps its size."),
        Option.text("valid", "valid", "Nothing: the window stays within the image."));
  }

  private static Knob batchNorm(String root) {
    return Knob.flag(
        root + "batchNorm",
        "Batch norm",
        "Brings each map to a learnt mean and scale over the rows of a batch. At test time its"
            + " statistics are frozen, so only masks are random.");
  }

  private static Knob poolKind(String root) {
    return Knob.choice(
        root + "pool.kind",
        "Pooling",
        "What stands for each window of a map.",
        Option.text(LayerEdits.NO_POOL, "none", "Maps stay as they are."),
        Option.text("max", "max", "The largest value."),
        Option.text("average", "mean", "The mean."),
        Option.text("global_average", "whole map", "One number for each map: its mean."));
  }

  private static Knob poolSize(String root) {
    return Knob.optional(
        root + "pool.size",
        "Size",
        "lines and columns",
        "1 up to the sides of the maps",
        "none",
        "Side of the square windows that are pooled.");
  }

  private static Knob poolStride(String root) {
    return Knob.optional(
        root + "pool.stride",
        "Stride",
        "positions",
        "1 to 1024",
        "none",
        "Stride of pooling: by how many positions its window moves.");
  }

  private static Knob masks(String root) {
    return Knob.choice(
        root + "masks",
        "Masks drop",
        "Which values of the maps are dropped together.",
        Option.text("element", "values", "Each value by itself."),
        Option.text("channel", "maps", "Whole maps: spatial dropout."),
        Option.text("block", "blocks", "Squares of each map: DropBlock."),
        Option.text(
            "checkerboard",
            "checkers",
            "Every other square of all maps: checkerboard dropout, in our reading."));
  }

  private static Knob blockSize(String root) {
    return Knob.optional(
        root + "blockSize",
        "Block",
        "lines and columns",
        "1 up to the sides of the maps",
        "none",
        "Side of the squares that are dropped.");
  }
}
