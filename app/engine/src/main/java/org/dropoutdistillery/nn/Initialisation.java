package org.dropoutdistillery.nn;

/** How large the normal weights are with which a network starts; biases start at 0. */
public enum Initialisation {
  /** Variance 2 / inputs of the layer, for ReLU (He et al., ICCV 2015). */
  HE {
    @Override
    double variance(int inputs, int outputs) {
      return 2.0 / inputs;
    }
  },
  /** Variance 2 / (inputs + outputs) of the layer, for tanh (Glorot and Bengio, AISTATS 2010). */
  GLOROT {
    @Override
    double variance(int inputs, int outputs) {
      return 2.0 / (inputs + outputs);
    }
  };

  abstract double variance(int inputs, int outputs);
}
