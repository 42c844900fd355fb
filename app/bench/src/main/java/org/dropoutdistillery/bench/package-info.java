/** Benchmarks of the engine, run by JMH. */
package org.dropoutdistillery.bench;
