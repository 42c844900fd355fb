package org.dropoutdistillery.plots;

import org.dropoutdistillery.run.RecordedGap;

/**
 * An earlier run that is drawn behind the present one.
 *
 * @param name what it is called
 * @param gap how far it was from its Monte-Carlo average
 * @param dash which of the kinds of dashes its lines have, see {@link Theme#dashes}
 */
public record PastRun(String name, RecordedGap gap, int dash) {}
