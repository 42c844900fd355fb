package org.dropoutdistillery.nn;

import org.dropoutdistillery.tensor.Matrix;

/** What an optimiser remembers for each weight of a network: zeros at first. */
final class OptimizerState {
  private final Matrix[][] ofParameters;

  OptimizerState(Network network, int size) {
    ofParameters = new Matrix[network.parameters().size()][size];
    for (int i = 0; i < ofParameters.length; i++) {
      Matrix parameter = network.parameters().get(i);
      for (int j = 0; j < size; j++) {
        ofParameters[i][j] = Matrix.zeros(parameter.rows(), parameter.columns());
      }
    }
  }

  /** Returns the part that goes with some rows of a layer's weights. */
  Matrix[] ofWeights(int layer, int firstRow, int rows) {
    Matrix[] whole = ofParameters[2 * layer];
    Matrix[] part = new Matrix[whole.length];
    for (int i = 0; i < part.length; i++) {
      part[i] = whole[i].rows(firstRow, rows);
    }
    return part;
  }

  Matrix[] ofBias(int layer) {
    return ofParameters[2 * layer + 1].clone();
  }

  /** Returns the part that goes with a parameter, by its number in the network. */
  Matrix[] ofParameter(int parameter) {
    return ofParameters[parameter].clone();
  }

  void exchange(String name, StateExchange exchange) {
    for (int i = 0; i < ofParameters.length; i++) {
      for (int j = 0; j < ofParameters[i].length; j++) {
        exchange.memory(name + "." + i + "." + j, ofParameters[i][j]);
      }
    }
  }
}
