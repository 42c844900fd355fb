package org.dropoutdistillery.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.dropoutdistillery.fuzz.ZipBytes.Entry;

/** Damages zip files of arrays and texts: what is in them, how it is called, what is said of it. */
final class Zips {
  static final List<String> NAMES =
      List.of(
          "../escaped.npy",
          "../../escaped.npy",
          "/tmp/distillery-escaped.npy",
          "..\\escaped.npy",
          "C:\\escaped.npy",
          "a/b.npy",
          "a/",
          ".npy",
          "npy",
          "",
          " .npy",
          "\u0000.npy",
          "\n.npy",
          "x.NPY",
          "y.npy",
          "x.npy",
          "curve.npy",
          "model.json",
          "MODEL.JSON",
          "checkpoint.json",
          "model.json/",
          "data.pkl",
          "é\uD83D\uDE00.npy",
          "x".repeat(60_000) + ".npy",
          "teacher.99.weight.npy",
          "teacher.0.weight.npy",
          "student.0.bias.npy",
          "%s%n.npy");
  private static final long[] SIZES = {
    0, 1, 100, 1L << 20, 50L << 20, 1L << 30, 0x7FFFFFFFL, 0x80000000L, 0xFFFFFFFFL
  };
  private static final List<byte[]> TINY =
      List.of(new byte[0], "PK".getBytes(UTF_8), ZipBytes.of(List.of()));

  private Zips() {}

  static byte[] damaged(byte[] whole, Random random) {
    if (random.nextInt(6) == 0) {
      return random.nextInt(50) == 0 ? Texts.one(TINY, random) : Bytes.damaged(whole, random);
    }
    List<Entry> entries = ZipBytes.entries(whole);
    for (int i = random.nextInt(4) == 0 ? 2 : 1; i > 0 && !entries.isEmpty(); i--) {
      change(entries, random);
    }
    return ZipBytes.of(entries);
  }

  private static void change(List<Entry> entries, Random random) {
    int at = random.nextInt(entries.size());
    Entry entry = entries.get(at);
    switch (random.nextInt(16)) {
      case 0 -> entries.remove(at);
      case 1 -> entries.add(entry);
      case 2 -> entries.set(at, entry.named(Texts.one(NAMES, random)));
      case 3 -> entries.set(at, entry.ofSize(size(entry.size(), random)));
      case 4 -> entries.set(at, entry.ofPackedSize(size(entry.packedSize(), random)));
      case 5 -> entries.set(at, entry.ofChecksum(random.nextInt()));
      case 6 -> entries.set(at, entry.ofMethod(random.nextInt(16)));
      case 7 -> overlap(entries, at, random);
      case 8 ->
          entries.set(
              at, Entry.deflated(entry.name(), entry.packed()).ofSize(size(entry.size(), random)));
      case 9 ->
          entries.add(Entry.stored(Texts.one(NAMES, random), Texts.one(entries, random).packed()));
      case 10 -> Collections.swap(entries, at, random.nextInt(entries.size()));
      default -> entries.set(at, Entry.stored(entry.name(), content(entry, random)));
    }
  }

  private static long size(long size, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> size + random.nextInt(9) - 4;
      case 1 -> random.nextInt() & 0xFFFFFFFFL;
      default -> SIZES[random.nextInt(SIZES.length)];
    };
  }

  /** Many names for the same bytes. */
  private static void overlap(List<Entry> entries, int at, Random random) {
    Entry entry = entries.get(at);
    for (int i = random.nextInt(20); i >= 0; i--) {
      entries.add(entry.named("copy" + i + ".npy").at(at));
    }
  }

  private static byte[] content(Entry entry, Random random) {
    byte[] content = entry.packed();
    if (entry.name().endsWith(".json")) {
      return Json.damaged(new String(content, UTF_8), random);
    }
    if (entry.name().equals("curve.npy") && random.nextInt(4) > 0) {
      byte[] text = Lines.damaged(new String(Npys.values(content), UTF_8), random);
      return Npys.of("|u1", "False", "(" + text.length + ",)", text);
    }
    return Npys.damaged(content, random);
  }

  /** Entries that are small and unpack to much; their names are given to them later. */
  private static final class Large {
    static final Entry FLOATS = bomb("<f4", "(75000000, 1)", 300_000_000);
    static final Entry WIDE = bomb("<f4", "(2, 10000000)", 80_000_000);
    static final Entry BYTES = bomb("|u1", "(60000000, 1)", 60_000_000);
    static final Entry WIDE_BYTES = bomb("|u1", "(2, 30000000)", 60_000_000);
    static final Entry SOME = bomb("<f8", "(250000, 4)", 8_000_000);
    static final Entry ZEROS = ZipBytes.bomb("", new byte[0], 60_000_000);

    private static Entry bomb(String type, String shape, long zeros) {
      return ZipBytes.bomb("", Npys.of(type, "False", shape, new byte[0]), zeros);
    }
  }

  /**
   * Returns files of which each is small and would be large in memory, or holds what it says it has
   * not.
   *
   * @param array name of an entry that readers look for
   * @param text name of a text that they look for
   */
  static List<Supplier<byte[]>> bombs(String array, String text) {
    List<Supplier<byte[]>> bombs = new ArrayList<>(arrayBombs(array));
    bombs.add(() -> alone(Large.ZEROS.named(text)));
    bombs.add(() -> alone(Large.ZEROS.named(text).ofSize(100)));
    for (Supplier<String> json : Json.BOMBS) {
      bombs.add(() -> alone(Entry.deflated(text, json.get().getBytes(UTF_8))));
    }
    return bombs;
  }

  static List<Supplier<byte[]>> arrayBombs(String name) {
    return List.of(
        () -> alone(Large.FLOATS.named(name)),
        () -> alone(Large.FLOATS.named(name).ofSize(100)),
        () -> alone(Entry.stored(name, new byte[100]).ofSize(300_000_000)),
        () -> alone(Large.WIDE.named(name)),
        () -> alone(Large.BYTES.named(name)),
        () -> alone(Large.WIDE_BYTES.named(name)),
        () -> alone(Large.ZEROS.named(name)),
        () -> copies(name, 4),
        () -> copies(name, 60_000));
  }

  private static byte[] alone(Entry entry) {
    return ZipBytes.of(List.of(entry));
  }

  /** Many names for the same bytes. */
  private static byte[] copies(String name, int count) {
    List<Entry> copies = new ArrayList<>(List.of(Large.SOME.named(name)));
    for (int i = 1; i < count; i++) {
      copies.add(Large.SOME.named("a" + i + ".npy").at(0));
    }
    return ZipBytes.of(copies);
  }
}
