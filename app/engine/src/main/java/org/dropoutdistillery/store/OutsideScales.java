package org.dropoutdistillery.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.ResponseStandardizer;
import org.dropoutdistillery.data.Standardizer;
import org.dropoutdistillery.run.RunData;

/**
 * Brings a network from elsewhere onto the scales of a run's data. What its file says of its own
 * scales ({@code standardizer.mean}, {@code .scale}, {@code response.mean}, {@code .scale}) goes
 * into its first and its last layer, so that it predicts the same.
 */
final class OutsideScales {
  private final Map<String, NpyArray> arrays;
  private final RunData data;

  OutsideScales(Map<String, NpyArray> arrays, RunData data) {
    this.arrays = arrays;
    this.data = data;
  }

  boolean hasFeatureScales() {
    return arrays.containsKey("standardizer.mean") || arrays.containsKey("standardizer.scale");
  }

  boolean hasResponseScale() {
    return arrays.containsKey("response.mean") || arrays.containsKey("response.scale");
  }

  /**
   * @throws IllegalArgumentException if scales are damaged, of another number of features, or too
   *     large or small for the weights
   */
  OutsideLayers applyTo(OutsideLayers found) {
    List<OutsideLayer> scaled = new ArrayList<>(found.layers());
    if (hasFeatureScales()) {
      scaled.set(0, onOurFeatures(scaled.get(0)));
    }
    if (hasResponseScale()) {
      int last = scaled.size() - 1;
      scaled.set(last, onOurResponses(scaled.get(last)));
    }
    scaled.forEach(OutsideLayer::requireFinite);
    return new OutsideLayers(scaled, found.norms());
  }

  /** The network wants (x − m)/s, and is given (x − m′)/s′. */
  private OutsideLayer onOurFeatures(OutsideLayer first) {
    int features = data.dataset().features();
    Standardizer theirs =
        new Standardizer(
            values("standardizer.mean", features), values("standardizer.scale", features));
    double[] ourMeans = ourMeans(features);
    double[] ourScales = ourScales(features);
    if (Arrays.equals(theirs.means(), ourMeans) && Arrays.equals(theirs.scales(), ourScales)) {
      return first;
    }
    if (first.isConvolutional()) {
      throw new IllegalArgumentException(
          "arrays standardizer.mean and standardizer.scale, expected those of the data here: a"
              + " convolution cannot have scales of its own for each pixel built in");
    }
    double[] scales = new double[features];
    double[] shifts = new double[features];
    for (int i = 0; i < features; i++) {
      scales[i] = ourScales[i] / theirs.scales()[i];
      shifts[i] = (ourMeans[i] - theirs.means()[i]) / theirs.scales()[i];
    }
    return first.withInputs(scales, shifts);
  }

  private double[] ourMeans(int features) {
    return data.loaded().standardizer().map(Standardizer::means).orElse(new double[features]);
  }

  private double[] ourScales(int features) {
    double[] ones = new double[features];
    Arrays.fill(ones, 1);
    return data.loaded().standardizer().map(Standardizer::scales).orElse(ones);
  }

  /** The network gives (y − m)/s, and (y − m′)/s′ is wanted. */
  private OutsideLayer onOurResponses(OutsideLayer last) {
    ResponseStandardizer ours = data.responses();
    if (ours == null) {
      throw new IllegalArgumentException(
          "array response.mean, expected none: '%s' has classes, not numbers to predict"
              .formatted(data.dataset().name()));
    }
    ResponseStandardizer theirs =
        new ResponseStandardizer(values("response.mean", 1)[0], values("response.scale", 1)[0]);
    if (theirs.equals(ours)) {
      return last;
    }
    return last.withOutputs(
        theirs.scale() / ours.scale(), (theirs.mean() - ours.mean()) / ours.scale());
  }

  private double[] values(String name, int length) {
    NpyArray array = arrays.get(name);
    if (array == null
        || !Arrays.equals(array.shape(), new int[] {length})
        || array.isOfIntegers()) {
      throw new IllegalArgumentException(
          "array %s: %s, expected floats of the shape [%d]"
              .formatted(name, array == null ? "missing" : array.toString(), length));
    }
    return array.doubles();
  }
}
