package org.dropoutdistillery.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a file holds, it opens, or is refused by an exception made for that, in a line that
 * names it; within 2 s of the {@link Yardstick}'s processor and in a JVM of 256 MB; and nothing is
 * written. Many files of one kind: {@code mvn -Plong -pl app/engine test -Dtest=MutatedFilesTest
 * -Dfuzz.kinds=model -Dfuzz.count=100000}; a file that failed again: {@code -Dfuzz.first=NUMBER
 * -Dfuzz.count=1}.
 */
class MutatedFilesTest {
  private static final String KINDS =
      System.getProperty("fuzz.kinds", String.join(",", FileKinds.names()));
  private static final long FIRST = Long.getLong("fuzz.first", 0);
  private static final long COUNT = Long.getLong("fuzz.count", 100_000);
  private static final int FEW = 40;
  private static final long PATIENCE_MINUTES = 180;

  @TempDir Path folder;

  @Test
  void someOfEachKindOpenOrAreRefused() throws Exception {
    assertOpenOrRefused(0, FEW, FileKinds.names());
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("kinds")
  void manyOpenOrAreRefused(String kind) throws Exception {
    assertOpenOrRefused(FIRST, COUNT, List.of(kind));
  }

  static Stream<String> kinds() {
    return Arrays.stream(KINDS.split(","));
  }

  @SuppressWarnings("SystemOut") // the numbers are what one runs it for
  private void assertOpenOrRefused(long first, long count, List<String> kinds) throws Exception {
    Path cwd = Files.createDirectory(folder.resolve("cwd"));
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(command(cwd, first, count, kinds))
            .directory(cwd.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    String all = Files.readString(said);
    System.out.print(all);
    assertThat(ended).as("hangs at file %d; %s", reached(), all).isTrue();
    assertThat(process.waitFor()).as("reached file %d; %s", reached(), all).isZero();
    try (Stream<Path> left = Files.list(cwd)) {
      assertThat(left).as("written beside the files").isEmpty();
    }
    assertThat(Path.of("/tmp/distillery-escaped.npy")).doesNotExist();
  }

  private List<String> command(Path cwd, long first, long count, List<String> kinds) {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + cwd));
    Stream.of(System.getProperty("jdk.arguments", "").split(" "))
        .filter(argument -> !argument.isBlank())
        .forEach(command::add);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            MutatedFiles.class.getName(),
            folder.toString(),
            Long.toString(first),
            Long.toString(count)));
    command.addAll(kinds);
    return command;
  }

  private long reached() throws IOException {
    Path progress = folder.resolve("progress");
    return Files.exists(progress) ? ByteBuffer.wrap(Files.readAllBytes(progress)).getLong() : -1;
  }
}
