package org.dropoutdistillery.bench.compare;

/**
 * A line of the comparison.
 *
 * @param what is compared
 * @param modules PyTorch as it is meant to be written, in words
 * @param byHand PyTorch tuned by hand, in words
 * @param engine in words
 * @param result what counts, in words
 * @param bound what would come out if nothing took time but the products, in words; may be empty
 * @param wanted in words; empty where nothing is
 * @param reached null where nothing is wanted or something was not measured
 */
record Row(
    String what,
    String modules,
    String byHand,
    String engine,
    String result,
    String bound,
    String wanted,
    Boolean reached) {

  /** Returns the same line, whatever it reached, as one that did not. */
  Row failed() {
    return new Row(what, modules, byHand, engine, result, bound, wanted, false);
  }

  /** Returns the same line with more to its result. */
  Row with(String more) {
    return new Row(what, modules, byHand, engine, result + more, bound, wanted, reached);
  }

  String answer() {
    if (reached == null) {
      return "";
    }
    return reached ? "yes" : "**no**";
  }
}
