/**
 * Named, counter-based random streams. Every random number of the project is a pure function of a
 * stream, a seed and a path of indices, so that it can be found again. Uses no other package.
 */
package org.dropoutdistillery.random;
