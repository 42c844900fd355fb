package org.dropoutdistillery.evaluate;

import java.util.function.Supplier;

/**
 * A figure that depends on the evaluation masks.
 *
 * @param rows [rows]: what the average over all blocks gives
 * @param blocks gives [blocks][rows]: what each block gives, with the same mean over blocks; asked
 *     for only where rows share masks
 */
record MaskedRows(double[] rows, Supplier<double[][]> blocks) {}
