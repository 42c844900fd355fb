package org.dropoutdistillery.evaluate;

/** Whether rows of an evaluation share masks, which decides what may be resampled. */
public enum MaskSharing {
  /** Each row has masks of its own, so rows are independent. */
  OWN,
  /** Several rows share a mask, so their errors move together. */
  SHARED
}
