package org.dropoutdistillery.run;

import java.io.IOException;

/** Where checkpoints are kept. Each takes the place of the one before it. */
public interface CheckpointSink {
  /**
   * Keeps a checkpoint, as a whole or not at all.
   *
   * @throws IOException saying what could not be written; the one before it is then still there
   */
  void write(Checkpoint checkpoint) throws IOException;
}
