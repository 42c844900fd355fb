/** Puts the window together and starts it. */
package org.dropoutdistillery.desktop.app;
