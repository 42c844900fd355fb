package org.dropoutdistillery.nn;

/** How large normal starting weights are. */
public enum Initialisation {
  HE,
  GLOROT
}
