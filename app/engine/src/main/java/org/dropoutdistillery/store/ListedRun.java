package org.dropoutdistillery.store;

import java.nio.file.Path;
import java.time.Instant;

/**
 * An earlier run in a list.
 *
 * @param folder that it lies in
 * @param name that it was given; else that of its folder
 * @param written when it was, as far as that is known
 * @param bytes that its folder takes
 * @param figures null where they cannot be read
 * @param problem what is wrong with it; empty if nothing is
 */
public record ListedRun(
    Path folder, String name, Instant written, long bytes, RunFigures figures, String problem) {}
