/** The terminal program: commands, progress, tables. Uses the engine and the plots. */
package org.dropoutdistillery.cli;
