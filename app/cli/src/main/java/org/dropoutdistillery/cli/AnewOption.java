package org.dropoutdistillery.cli;

import picocli.CommandLine.Option;

/** What to do with an unfinished run in the folder of a new one. */
final class AnewOption {
  @Option(
      names = "--anew",
      description =
          "Gives up an unfinished run that the folder holds, and starts anew. Without it such a"
              + " folder is refused: 'resume' goes on with that run.")
  private boolean given;

  boolean isGiven() {
    return given;
  }
}
