package org.dropoutdistillery.store;

import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Convolution;
import org.dropoutdistillery.nn.Shape;

/**
 * The order in which PyTorch and ONNX have the weights of a layer: unit after unit, of each channel
 * after channel, line after line. Here they are line after line, of each position all channels, of
 * each of these all units.
 */
final class ChannelOrder {
  private final Shape window;
  private final int units;

  private ChannelOrder(Shape window, int units) {
    this.window = window;
    this.units = units;
  }

  /** Returns the order of the weights of a layer, from 1. */
  static ChannelOrder of(Architecture architecture, int layer) {
    Shape below = architecture.shape(layer - 1);
    Convolution convolution = architecture.convolution(layer);
    Shape window =
        convolution == null
            ? below
            : new Shape(below.channels(), convolution.kernel(), convolution.kernel());
    return new ChannelOrder(window, architecture.units(layer));
  }

  /** Returns weights of the form [units, channels, lines, columns] as [rows, units]. */
  float[] toOurs(float[] theirs) {
    float[] ours = new float[theirs.length];
    for (int row = 0; row < window.size(); row++) {
      for (int unit = 0; unit < units; unit++) {
        ours[row * units + unit] = theirs[unit * window.size() + place(row)];
      }
    }
    return ours;
  }

  /** Returns weights of the form [rows, units] as [units, channels, lines, columns]. */
  float[] toTheirs(float[] ours) {
    float[] theirs = new float[ours.length];
    for (int row = 0; row < window.size(); row++) {
      for (int unit = 0; unit < units; unit++) {
        theirs[unit * window.size() + place(row)] = ours[row * units + unit];
      }
    }
    return theirs;
  }

  private int place(int row) {
    int channel = row % window.channels();
    int position = row / window.channels();
    return channel * window.positions() + position;
  }
}
