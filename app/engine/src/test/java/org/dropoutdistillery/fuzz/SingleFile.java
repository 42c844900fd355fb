package org.dropoutdistillery.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A kind that is one file.
 *
 * @param file its name
 * @param thoughtOf files that a person thought of
 * @param damaged makes another one
 */
record SingleFile(
    String name,
    String file,
    List<Supplier<byte[]>> thoughtOf,
    Function<Random, byte[]> damaged,
    List<Reading> readings)
    implements FileKind {
  @Override
  public Path write(long number, Random random, Path folder) throws IOException {
    byte[] bytes =
        number < thoughtOf.size() ? thoughtOf.get((int) number).get() : damaged.apply(random);
    return Files.write(folder.resolve(file), bytes);
  }
}
