package org.dropoutdistillery.run;

import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Convolution;
import org.dropoutdistillery.nn.Pooling;

/**
 * What a network takes in memory, in numbers of four bytes. Everything is a {@code double}: what is
 * refused for its size may have more than any integer counts.
 */
record NetworkMemory(Architecture architecture) {
  double weights() {
    return architecture.weightCount();
  }

  /** Returns the weights of the layer that has most of them. */
  double largestParameter() {
    double largest = 0;
    for (int layer = 1; layer <= architecture.layers(); layer++) {
      largest = Math.max(largest, weights(layer));
    }
    return largest;
  }

  /** Returns gradients of convolutions, of which each part of a batch has its own. */
  double gradients() {
    double weights = 0;
    for (int layer = 1; layer <= architecture.convolutions(); layer++) {
      weights += weights(layer);
    }
    return Convolution.CHUNKS * weights;
  }

  /** Returns the values of one row in all layers, input and logits included. */
  double values() {
    double values = 0;
    for (int layer = 0; layer <= architecture.layers(); layer++) {
      values += architecture.width(layer);
    }
    return values;
  }

  /** Returns what a row of a pass takes: its values, and those from which random passes go on. */
  double pass() {
    return values() + architecture.widest();
  }

  /** Returns what the way back keeps on the heap for each row. */
  double tape() {
    double kept = values() - architecture.inputs() - architecture.outputs();
    for (int layer = 1; layer <= architecture.convolutions(); layer++) {
      kept += tape(layer);
    }
    return kept;
  }

  private double tape(int layer) {
    Convolution convolution = architecture.convolution(layer);
    double sums = architecture.sums(layer).size();
    double normalised = convolution.normalised() ? 2 * sums : 0;
    if (convolution.pooling() == null) {
      return normalised;
    }
    boolean largest = convolution.pooling().kind() == Pooling.Kind.MAX;
    return normalised + (largest ? architecture.width(layer) : sums);
  }

  /** Returns where one thread works on windows on the way forward, outside the heap. */
  double windows() {
    double all = 0;
    for (int layer = 1; layer <= architecture.convolutions(); layer++) {
      all += images(layer) * (windows(layer) + architecture.sums(layer).size());
    }
    return all;
  }

  /** Returns where one thread works on sums and the values of a few images, on the heap. */
  double sums() {
    double all = 0;
    for (int layer = 1; layer <= architecture.convolutions(); layer++) {
      double values =
          architecture.width(layer - 1)
              + 4.0 * architecture.sums(layer).size()
              + architecture.width(layer);
      all += windows(layer) + images(layer) * values;
    }
    return all;
  }

  /** Returns where one thread of a trainer works on windows on the way back, outside the heap. */
  double windowsBack() {
    double all = 0;
    for (int layer = 2; layer <= architecture.convolutions(); layer++) {
      all += Math.max(windowsBack(layer), Convolution.BLOCK) + weights(layer);
    }
    return all;
  }

  /** Returns where one thread of a trainer turns the weights round, on the heap. */
  double turned() {
    double all = 0;
    for (int layer = 2; layer <= architecture.convolutions(); layer++) {
      all += 2 * weights(layer);
    }
    return all;
  }

  /** Returns what the windows of an image take on the way back: those of the sums, below. */
  private double windowsBack(int layer) {
    return (double) architecture.shape(layer - 1).positions()
        * architecture.convolution(layer).kernel()
        * architecture.convolution(layer).kernel()
        * architecture.units(layer);
  }

  private double weights(int layer) {
    return (double) architecture.weightRows(layer) * architecture.units(layer);
  }

  /** Returns how many images are worked on at a time. */
  private double images(int layer) {
    return Math.max(
        1, Convolution.BLOCK / Math.max(windows(layer), architecture.sums(layer).size()));
  }

  private double windows(int layer) {
    return (double) architecture.sums(layer).positions() * architecture.weightRows(layer);
  }

  /** Returns the most values of a row that lie in one array. */
  double widestArray() {
    double widest = architecture.widest();
    for (int layer = 1; layer <= architecture.convolutions(); layer++) {
      widest = Math.max(widest, architecture.sums(layer).size());
    }
    return widest;
  }

  /** Returns the most values of the windows of one image, which lie in one array. */
  double widestWindows() {
    double widest = 0;
    for (int layer = 1; layer <= architecture.convolutions(); layer++) {
      widest = Math.max(widest, Math.max(windows(layer), layer > 1 ? windowsBack(layer) : 0));
    }
    return widest;
  }

  /** Returns the values of a row in front of the first masks; the logits where there are none. */
  double beforeMasks() {
    int site = architecture.firstDropoutSite();
    return site < 0 ? architecture.outputs() : architecture.width(site);
  }
}
