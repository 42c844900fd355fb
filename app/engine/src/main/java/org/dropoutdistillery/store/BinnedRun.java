package org.dropoutdistillery.store;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A run in the bin.
 *
 * @param folder where it lies now, in a folder of its own
 * @param name that it had
 * @param binned when it was put there
 * @param bytes that it takes
 */
public record BinnedRun(Path folder, String name, Instant binned, long bytes) {}
