package org.dropoutdistillery.desktop.session;

/**
 * A value of the recipe that a person changed.
 *
 * @param key path of the value, such as {@code teacher.layers[0].dropRate}
 * @param before JSON of the old value
 * @param after JSON of the new one
 */
public record Edit(String key, String before, String after) {}
