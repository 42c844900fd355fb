/**
 * Dropout masks: the laws they follow, where each mask is found, which rows share one, and how
 * masks are balanced over passes. Uses {@code tensor} and {@code random}.
 */
package org.dropoutdistillery.dropout;
