package org.dropoutdistillery.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A kind that is the folder of a run.
 *
 * @param sound folders: what each file holds
 * @param reached names of the files that are read from it
 * @param thoughtOf files that a person thought of, by their names
 */
record FolderKind(
    String name,
    List<Map<String, byte[]>> sound,
    List<String> reached,
    List<Map.Entry<String, Supplier<byte[]>>> thoughtOf,
    List<Reading> readings)
    implements FileKind {
  @Override
  public Path write(long number, Random random, Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>(Texts.one(sound, random));
    if (number < thoughtOf.size()) {
      Map.Entry<String, Supplier<byte[]>> one = thoughtOf.get((int) number);
      files.put(one.getKey(), one.getValue().get());
    } else {
      String file = Texts.one(reached, random);
      change(files, file, random);
      String other = Texts.one(reached, random);
      if (!other.equals(file) && random.nextInt(8) == 0) {
        change(files, other, random);
      }
    }
    Path run = Files.createDirectory(folder.resolve("run"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (file.getValue() == null) {
        Files.createDirectory(run.resolve(file.getKey()));
      } else {
        Files.write(run.resolve(file.getKey()), file.getValue());
      }
    }
    return run;
  }

  private void change(Map<String, byte[]> files, String file, Random random) {
    byte[] content = files.getOrDefault(file, new byte[0]);
    switch (random.nextInt(40)) {
      case 0 -> files.remove(file);
      case 1 -> files.put(file, null); // a folder of that name
      case 2 -> files.put(file, Texts.one(sound, random).getOrDefault(file, new byte[0]));
      case 3 -> files.put(file, Texts.one(new ArrayList<>(files.values()), random));
      default -> files.put(file, content == null ? null : damaged(file, content, random));
    }
  }

  private static byte[] damaged(String file, byte[] content, Random random) {
    if (content.length == 0 || random.nextInt(20) == 0) {
      return Bytes.damaged(content, random);
    }
    String ending = file.substring(file.indexOf('.'));
    return switch (ending) {
      case ".json" -> Json.damaged(utf8(content), random);
      case ".jsonl" -> Lines.damaged(utf8(content), random);
      case ".npz" -> Zips.damaged(content, random);
      default -> Texts.damaged(utf8(content), random);
    };
  }

  private static String utf8(byte[] content) {
    return new String(content, java.nio.charset.StandardCharsets.UTF_8);
  }
}
