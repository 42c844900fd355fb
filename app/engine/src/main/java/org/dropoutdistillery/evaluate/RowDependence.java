package org.dropoutdistillery.evaluate;

/** Whether rows of an evaluation depend on each other through their masks. */
public enum RowDependence {
  /** Each row has masks of its own. */
  INDEPENDENT,
  /** Several rows share a mask, so their errors move together. */
  SHARED_MASKS
}
