/**
 * What the window works on, without the window: the recipe, its run, what was measured, and what
 * the person chose. Uses JavaFX's properties and lists, and nothing that needs its toolkit.
 */
package org.dropoutdistillery.desktop.session;
