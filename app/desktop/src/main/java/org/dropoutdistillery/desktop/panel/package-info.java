/**
 * The recipe as controls. {@link org.dropoutdistillery.desktop.panel.Knobs} says which there are
 * and needs no toolkit; the rest draws them.
 */
package org.dropoutdistillery.desktop.panel;
