/** Page Gap: how far apart the three ways of predicting are, while a run goes on. */
package org.dropoutdistillery.desktop.gap;
