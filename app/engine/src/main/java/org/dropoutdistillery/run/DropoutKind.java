package org.dropoutdistillery.run;

import org.dropoutdistillery.dropout.Bernoulli;
import org.dropoutdistillery.dropout.MaskLaw;

/** The laws of dropout that a recipe can ask for. */
public enum DropoutKind {
  /** Units are dropped or kept. */
  BERNOULLI {
    @Override
    MaskLaw law(double dropRate) {
      return new Bernoulli(dropRate);
    }
  };

  abstract MaskLaw law(double dropRate);
}
