/**
 * Float32 storage and the operations on it: matrices held by ND4J arrays, BLAS products, fused
 * loops, and the workers that share fixed chunks of work. The only package that touches ND4J; uses
 * no other.
 */
package org.dropoutdistillery.tensor;
