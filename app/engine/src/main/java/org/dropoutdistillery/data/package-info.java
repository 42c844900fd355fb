/**
 * Data sets and their parts: what was read, from where and under which licence, which rows train,
 * validate and test; and NumPy's array files. Uses only {@code random}.
 */
package org.dropoutdistillery.data;
