/** Guided steps beside the window. */
package org.dropoutdistillery.desktop.lesson;
