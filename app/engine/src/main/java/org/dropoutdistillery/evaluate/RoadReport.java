package org.dropoutdistillery.evaluate;

/**
 * One more road to the Monte-Carlo average beside standard and student. Distances are KL in nats
 * where classes are predicted, mean squared distances where numbers are.
 *
 * @param report the road as a predictor
 * @param gapClosed 1 − distance of the road / distance of standard; null where the interval of
 *     standard's distance reaches down to 0, since it is not defined there
 * @param studentAdvantage distance of the road − distance of the student on the same rows, unbiased
 *     at fixed T: above 0 the student is nearer; null without a student
 */
public record RoadReport(PredictorFigures report, Interval gapClosed, Interval studentAdvantage) {}
