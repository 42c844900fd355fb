package org.dropoutdistillery.desktop.masks;

import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.predict.ForcedUnits;
import org.dropoutdistillery.predict.MaskedRow;
import org.dropoutdistillery.predict.MonteCarloPlan;
import org.dropoutdistillery.predict.ReadOut;
import org.dropoutdistillery.random.Stream;
import org.dropoutdistillery.run.RecipeNetworks;
import org.dropoutdistillery.run.RunData;

/**
 * What is to be computed.
 *
 * @param data of the run that the weights belong to
 * @param pinned null for none
 * @param mostPasses over which to average, where the recipe has more
 * @param frequencies whether keep frequencies are wanted
 */
record Question(
    Weights weights,
    RunData data,
    Place place,
    Place pinned,
    ForcedUnits forced,
    int mostPasses,
    boolean frequencies) {

  MonteCarloPlan plan() {
    var evaluation = weights.settings().evaluation();
    return RecipeNetworks.plan(evaluation, evaluation.passes());
  }

  /** Returns T as it is shown. */
  int passes() {
    return Math.min(mostPasses, plan().passes());
  }

  AddressText addressText() {
    return new AddressText(data.split().validation(), plan().sharing());
  }

  ReadOut readOut() {
    return data.dataset().isRegression() ? ReadOut.VALUES : ReadOut.PROBABILITIES;
  }

  MaskedRow row(Place where) {
    int[] ids = data.split().validation();
    Dataset dataset = data.dataset();
    float[] features = dataset.valuesOf(new int[] {ids[where.position()]});
    return new MaskedRow(
        Stream.EVALUATION_MASKS, where.seed(), plan(), features, ids, where.position());
  }
}
