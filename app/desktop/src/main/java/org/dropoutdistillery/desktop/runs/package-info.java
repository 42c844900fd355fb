/** Page Runs: earlier runs in a table, compared, renamed, deleted. */
package org.dropoutdistillery.desktop.runs;
