/**
 * Dropout masks: the laws they follow and where each mask is found. Uses {@code tensor} and {@code
 * random}.
 */
package org.dropoutdistillery.dropout;
