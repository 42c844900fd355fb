package org.dropoutdistillery.run;

/**
 * How far the learning of one network is.
 *
 * @param epoch passes over its training rows done
 * @param learningRate of the step that comes next
 * @param trainingLoss mean loss of the steps since the last evaluation; NaN before the first
 */
public record Learning(double epoch, double learningRate, double trainingLoss) {}
