/**
 * Files that a run leaves behind: numbers as CSV and JSON, weights as NPZ. Uses every other
 * package.
 */
package org.dropoutdistillery.store;
