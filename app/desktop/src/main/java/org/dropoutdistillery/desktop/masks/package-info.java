/**
 * The page that shows masks: which units each keeps for one row, what it predicts, and what forcing
 * units does. {@link org.dropoutdistillery.desktop.masks.MasksModel} and what it computes need no
 * toolkit.
 */
package org.dropoutdistillery.desktop.masks;
