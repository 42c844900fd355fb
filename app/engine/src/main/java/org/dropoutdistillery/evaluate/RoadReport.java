package org.dropoutdistillery.evaluate;

/**
 * One more road to the Monte-Carlo average beside standard and student.
 *
 * @param report the road as a predictor
 * @param gapClosed 1 − KL(MC‖road) / KL(MC‖standard); null where the interval of KL(MC‖standard)
 *     reaches down to 0, since it is not defined there
 * @param studentAdvantage KL(MC‖road) − KL(MC‖student) on the same rows, in nats, unbiased at fixed
 *     T: above 0 the student is nearer; null without a student
 */
public record RoadReport(PredictorReport report, Interval gapClosed, Interval studentAdvantage) {}
