/** JFreeChart's charts in the window: zoom, tooltips, menu and files. */
package org.dropoutdistillery.desktop.chart;
