/**
 * Points drawn from known laws: moons, circles, spirals, blobs, XOR and a noisy sine, each a pure
 * function of its parameters and a seed. Uses only {@code random}.
 */
package org.dropoutdistillery.data.generate;
