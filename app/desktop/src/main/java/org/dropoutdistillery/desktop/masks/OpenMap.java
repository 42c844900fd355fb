package org.dropoutdistillery.desktop.masks;

/**
 * A feature map that is looked at by itself.
 *
 * @param site dropout site
 * @param map its channel, from 0
 */
public record OpenMap(int site, int map) {}
