/**
 * Measures the window as {@code app/launch} opens it: {@link
 * org.dropoutdistillery.bench.window.WindowBench} starts it again and again, {@link
 * org.dropoutdistillery.bench.window.Probe} does within its process what a person would do.
 */
package org.dropoutdistillery.bench.window;
