package org.dropoutdistillery.data;

/**
 * What the header of a safetensors file says of one array.
 *
 * @param begin of its values, counted from the end of the header
 * @param end of its values, behind the last byte
 */
record TensorEntry(String name, TensorType type, int[] shape, long begin, long end) {}
