package org.dropoutdistillery.predict;

/**
 * Mean and variance over the masks of what a network gives out before any softmax: the prediction
 * of a regression network, and how far its masks disagree.
 *
 * @param rows number of rows
 * @param outputs number of outputs
 * @param mean [rows, outputs], flattened
 * @param variance [rows, outputs], flattened
 */
public record OutputMoments(int rows, int outputs, double[] mean, double[] variance) {}
