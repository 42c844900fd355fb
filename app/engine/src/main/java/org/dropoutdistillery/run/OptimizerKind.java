package org.dropoutdistillery.run;

import org.dropoutdistillery.nn.Adam;
import org.dropoutdistillery.nn.Optimizer;
import org.dropoutdistillery.nn.Sgd;

/** The optimisers that a recipe can ask for. */
public enum OptimizerKind {
  SGD {
    @Override
    Optimizer create(double momentum) {
      return new Sgd(momentum);
    }
  },
  ADAM {
    @Override
    Optimizer create(double momentum) {
      return new Adam(momentum, 0.999);
    }
  };

  abstract Optimizer create(double momentum);
}
