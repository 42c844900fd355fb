/**
 * The comparison of the engine with PyTorch: runs both in turns, keeps what was measured in files,
 * and writes the report. Uses the benchmarks of the package above.
 */
package org.dropoutdistillery.bench.compare;
