package org.dropoutdistillery.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dropoutdistillery.data.Npy;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.store.ModelExport;

/** All kinds of files that the program reads. */
final class FileKinds {
  private final List<TrainedRun> runs;
  private final Path scratch;
  private final Readings readings;

  /**
   * @param scratch a folder for sound files
   */
  FileKinds(Path scratch) throws IOException {
    this.scratch = scratch;
    runs = TrainedRun.all(scratch);
    readings = new Readings(runs);
  }

  /** Returns the names of all kinds. */
  static List<String> names() {
    return List.of(
        "model", "recipe", "run", "shelf", "checkpoint", "csv", "idx", "npy", "npz", "safetensors");
  }

  FileKind kind(String name) throws IOException {
    return switch (name) {
      case "model" -> model();
      case "recipe" -> recipe();
      case "run" -> run();
      case "shelf" -> shelf();
      case "checkpoint" -> checkpoint();
      case "csv" -> csv();
      case "idx" -> new IdxKind(readings.images());
      case "npy" -> npy();
      case "npz" -> npz();
      case "safetensors" -> safetensors();
      default -> throw new IllegalArgumentException(name + ", expected one of " + names());
    };
  }

  private FileKind csv() {
    return new SingleFile(
        "csv", "table.csv", Tables.thoughtOf(), Tables::damaged, readings.tables());
  }

  private FileKind model() {
    return new SingleFile(
        "model",
        "model.npz",
        Zips.bombs("teacher.0.weight.npy", "model.json"),
        of(TrainedRun::model, Zips::damaged),
        readings.models());
  }

  private FileKind checkpoint() {
    return new SingleFile(
        "checkpoint",
        "checkpoint.npz",
        Zips.bombs("curve.npy", "checkpoint.json"),
        of(TrainedRun::checkpoint, Zips::damaged),
        readings.checkpoints());
  }

  private FileKind recipe() {
    return new SingleFile(
        "recipe",
        "recipe.json",
        Json.BOMBS.stream().map(FileKinds::utf8).toList(),
        of(run -> run.text("recipe.json"), Json::damaged),
        readings.recipes());
  }

  private FileKind run() {
    List<String> reached =
        List.of(
            "recipe.json",
            "recipe.json",
            "teacher.npz",
            "student.npz",
            "evaluations.jsonl",
            "evaluations.jsonl",
            "summary.json",
            "teacher.json");
    return new FolderKind("run", folders(), reached, bombsOf(reached), readings.runs());
  }

  private FileKind shelf() {
    List<String> reached = List.of("summary.json", "metrics.csv", "name.txt");
    return new FolderKind("shelf", folders(), reached, bombsOf(reached), readings.shelves());
  }

  private List<Map<String, byte[]>> folders() {
    return runs.stream().map(TrainedRun::folder).toList();
  }

  private static List<Map.Entry<String, Supplier<byte[]>>> bombsOf(List<String> files) {
    List<Map.Entry<String, Supplier<byte[]>>> bombs = new ArrayList<>();
    for (String file : files.stream().distinct().toList()) {
      if (file.endsWith(".npz")) {
        Zips.arrayBombs("layers.0.weight.npy").forEach(bomb -> bombs.add(Map.entry(file, bomb)));
      } else {
        Json.BOMBS.forEach(text -> bombs.add(Map.entry(file, utf8(text))));
      }
    }
    return bombs;
  }

  private static Supplier<byte[]> utf8(Supplier<String> text) {
    return () -> text.get().getBytes(UTF_8);
  }

  private FileKind npy() throws IOException {
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    Npy.write(table, NpyArray.ofFloats(new int[] {6, 2}, 1, 0, 2, 1, 3, 0, 4, 1, 5.5f, 0, 6, 1));
    return new SingleFile(
        "npy",
        "table.npy",
        List.of(
            () -> Npys.of("<f4", "False", "(2, 250000000)", new byte[100]),
            () -> Npys.of("|u1", "False", "(2, 2000000)", new byte[4_000_000]),
            () -> Npys.of("|u1", "False", "(12000000, 2)", new byte[24_000_000]),
            () -> Npys.of("x".repeat(65_000), new byte[4])),
        random -> Npys.damaged(table.toByteArray(), random),
        readings.tables());
  }

  private FileKind npz() throws IOException {
    List<byte[]> sound = new ArrayList<>();
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("x", NpyArray.ofFloats(new int[] {6, 2}, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2));
    arrays.put("y", NpyArray.ofLongs(new int[] {6}, 0, 1, 0, 1, 0, 1));
    sound.add(npz(arrays));
    arrays.put("y", NpyArray.ofDoubles(new int[] {6, 1}, .5, 1, 1.5, 2, 2.5, 3));
    sound.add(npz(arrays));
    for (TrainedRun run : runs) {
      sound.add(run.exported(ModelExport.Format.NPZ, scratch));
    }
    return new SingleFile(
        "npz",
        "arrays.npz",
        Zips.bombs("x.npy", "metadata.npy"),
        random -> Zips.damaged(Texts.one(sound, random), random),
        readings.arrays());
  }

  private static byte[] npz(Map<String, NpyArray> arrays) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Npz.write(bytes, arrays);
    return bytes.toByteArray();
  }

  private FileKind safetensors() {
    List<byte[]> sound = runs.stream().map(this::safetensors).toList();
    return new SingleFile(
        "safetensors",
        "net.safetensors",
        Tensors.thoughtOf(),
        random -> Tensors.damaged(Texts.one(sound, random), random),
        readings.tensors());
  }

  private byte[] safetensors(TrainedRun run) {
    try {
      return run.exported(ModelExport.Format.SAFETENSORS, scratch);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private <T> Function<Random, byte[]> of(
      Function<TrainedRun, T> part, BiFunction<T, Random, byte[]> damage) {
    return random -> damage.apply(part.apply(Texts.one(runs, random)), random);
  }
}
