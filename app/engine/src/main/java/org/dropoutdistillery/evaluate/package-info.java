/**
 * Measures, all in double: quality against labels, calibration, debiased divergences from the
 * Monte-Carlo average, intervals. Uses {@code predict} and {@code data}.
 */
package org.dropoutdistillery.evaluate;
