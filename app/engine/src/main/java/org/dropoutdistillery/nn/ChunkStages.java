package org.dropoutdistillery.nn;

import java.util.ArrayList;
import java.util.List;
import org.dropoutdistillery.nn.StepPlan.Phase;

/**
 * What is done chunk by chunk, one stage after the other; a phase ends only where all chunks must
 * have come before any goes on, so that workers meet as rarely as can be.
 */
final class ChunkStages {
  /** One stage of every chunk. */
  interface Stage {
    void run(int chunk, int worker);
  }

  private final int chunks;
  private final List<Phase> phases = new ArrayList<>();
  private List<Stage> stages = new ArrayList<>();

  ChunkStages(int chunks) {
    this.chunks = chunks;
  }

  void add(Stage stage) {
    stages.add(stage);
  }

  /** Lets all chunks come before any goes on. */
  void meet() {
    if (!stages.isEmpty()) {
      phases.add(phase(chunks, List.copyOf(stages)));
      stages = new ArrayList<>();
    }
  }

  private static Phase phase(int chunks, List<Stage> stages) {
    return new Phase(
        chunks,
        (chunk, worker) -> {
          for (int i = 0; i < stages.size(); i++) {
            stages.get(i).run(chunk, worker);
          }
        });
  }

  /** Adds what is not done chunk by chunk. */
  void addPhase(Phase phase) {
    meet();
    phases.add(phase);
  }

  List<Phase> phases() {
    meet();
    return List.copyOf(phases);
  }
}
