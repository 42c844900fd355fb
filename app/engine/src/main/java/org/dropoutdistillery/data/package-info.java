/**
 * Data sets and their parts: what was read or drawn, from where and under which licence, which rows
 * train, validate and test, how features are standardised; and NumPy's array files. {@link
 * org.dropoutdistillery.data.DataSource} is the way in for a run. Uses only {@code random}.
 */
package org.dropoutdistillery.data;
