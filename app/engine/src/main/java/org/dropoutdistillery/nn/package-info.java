/**
 * Dense networks: their architecture, weights, forward and backward passes, losses and optimisers.
 * Uses {@code tensor}, {@code random} and {@code dropout}.
 */
package org.dropoutdistillery.nn;
