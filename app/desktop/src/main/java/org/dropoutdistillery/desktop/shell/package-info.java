/**
 * The window: its look, toolbar, commands, messages and what lies around the pages. {@link
 * org.dropoutdistillery.desktop.shell.MainWindow} is the way in.
 */
package org.dropoutdistillery.desktop.shell;
