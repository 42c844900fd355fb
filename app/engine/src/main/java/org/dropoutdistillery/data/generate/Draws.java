package org.dropoutdistillery.data.generate;

import org.dropoutdistillery.random.Keys;
import org.dropoutdistillery.random.RandomSequence;
import org.dropoutdistillery.random.Stream;

/** What random numbers are for; each has a sequence of its own. */
enum Draws {
  // Each number is part of the bits of every result, so it stays once given.
  ORDER(0),
  NOISE(1),
  PLACES(2);

  private final int number;

  Draws(int number) {
    this.number = number;
  }

  RandomSequence sequence(long seed) {
    return new RandomSequence(Keys.child(Stream.DATA.key(seed), number));
  }
}
