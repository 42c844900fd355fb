/**
 * A recipe and the run that it leads to: steps, evaluations scheduled by step, and the driver that
 * runs, pauses and cancels. Uses every package but {@code store}.
 */
package org.dropoutdistillery.run;
