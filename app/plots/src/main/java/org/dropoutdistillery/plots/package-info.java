/**
 * Every chart of the program, built with JFreeChart from engine records, their SVG and PNG, and the
 * HTML report. Works without a display ({@code java.awt.headless}). Uses {@code run} and {@code
 * evaluate} of the engine; no JavaFX, nothing of the terminal program.
 */
package org.dropoutdistillery.plots;
