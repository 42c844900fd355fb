package org.dropoutdistillery.desktop.session;

import java.nio.file.Path;
import org.dropoutdistillery.run.RunOutcome;

/**
 * What a run came to.
 *
 * @param folder where it is written; null if it could not be
 */
public record RunResult(RunOutcome outcome, Path folder) {}
