package org.dropoutdistillery.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The layers of another program from the input on, and what normalises the first of them.
 *
 * @param layers convolutional ones first
 * @param norms in the order of the layers that have one
 */
record OutsideLayers(List<OutsideLayer> layers, List<OutsideNorm> norms) {
  /**
   * Finds the order: as a person says, or by numbers where names differ in these alone, else as
   * names and shapes allow.
   *
   * @param order names of all layers from the input on; empty to find it
   * @throws IllegalArgumentException naming what does not follow on the other
   */
  static OutsideLayers of(StateDictLayers found, List<String> order, OutsideChain chain) {
    OutsideLayers ordered =
        order.isEmpty() ? inOrder(found, chain) : named(order, found.layers(), found.norms());
    String problem = chain.problem(ordered.layers);
    if (problem == null) {
      problem = chain.problem(ordered.layers, ordered.norms);
    }
    if (problem != null) {
      throw new IllegalArgumentException(
          problem + "; layers found, from the input on: " + ordered.layers);
    }
    return ordered;
  }

  private static OutsideLayers inOrder(StateDictLayers found, OutsideChain chain) {
    Comparator<OutsideLayer> convolutionsFirst =
        Comparator.comparing(layer -> !layer.isConvolutional());
    List<OutsideLayer> layers =
        ordered(
            sorted(found.layers(), convolutionsFirst),
            convolutionsFirst.thenComparing(OutsideLayer::name, NumberedNames.ORDER),
            OutsideLayer::name,
            chain::problem,
            chain);
    List<OutsideNorm> norms =
        ordered(
            found.norms(),
            Comparator.comparing(OutsideNorm::name, NumberedNames.ORDER),
            OutsideNorm::name,
            candidate -> chain.problem(layers, candidate),
            chain);
    return new OutsideLayers(layers, norms);
  }

  private static OutsideLayers named(
      List<String> order, List<OutsideLayer> layers, List<OutsideNorm> norms) {
    List<Object> all = new ArrayList<>(layers);
    all.addAll(norms);
    List<String> names =
        Stream.concat(
                layers.stream().map(OutsideLayer::name), norms.stream().map(OutsideNorm::name))
            .toList();
    if (order.size() != names.size() || !Set.copyOf(order).equals(Set.copyOf(names))) {
      throw new IllegalArgumentException(
          "layers: %s, expected each of %s once, from the input on".formatted(order, all));
    }
    return new OutsideLayers(
        sorted(layers, Comparator.comparing(layer -> order.indexOf(layer.name()))),
        sorted(norms, Comparator.comparing(norm -> order.indexOf(norm.name()))));
  }

  private static <T> List<T> sorted(List<T> parts, Comparator<T> by) {
    return parts.stream().sorted(by).toList();
  }

  /**
   * @param problem says what is wrong with an order; null if it fits
   */
  private static <T> List<T> ordered(
      List<T> inFile,
      Comparator<T> byName,
      Function<T, String> name,
      Function<List<T>, String> problem,
      OutsideChain chain) {
    List<T> sorted = sorted(inFile, byName);
    List<List<T>> candidates = Stream.of(inFile, sorted).distinct().toList();
    if (candidates.size() == 1
        || NumberedNames.differInNumbersOnly(inFile.stream().map(name).toList())) {
      return sorted;
    }
    List<List<T>> fitting =
        candidates.stream().filter(candidate -> problem.apply(candidate) == null).toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    throw new IllegalArgumentException(
        "layers %s: names and shapes leave open which follows on which from %s to %d outputs; name"
                .formatted(inFile, chain.inputText(), chain.outputs())
            + " them from the input on (--layers)");
  }
}
