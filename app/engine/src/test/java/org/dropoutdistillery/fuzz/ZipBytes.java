package org.dropoutdistillery.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Writes zip files byte by byte, lies included. */
final class ZipBytes {
  private static final int LOCAL_HEADER = 30;
  private static final int CENTRAL_HEADER = 46;
  private static final int END_HEADER = 22;

  /**
   * @param packed what lies in the file
   * @param method 0 for stored, 8 for deflated
   * @param size that is stated, unpacked
   * @param packedSize that is stated
   * @param place of the entry whose local header and bytes this one says are its own; −1: its own
   */
  record Entry(
      String name, byte[] packed, int method, long size, long packedSize, int crc, int place) {
    static Entry stored(String name, byte[] content) {
      return new Entry(name, content, 0, content.length, content.length, checksum(content), -1);
    }

    static Entry deflated(String name, byte[] content) {
      byte[] packed = ZipBytes.deflated(content);
      return new Entry(name, packed, 8, content.length, packed.length, checksum(content), -1);
    }

    Entry named(String other) {
      return new Entry(other, packed, method, size, packedSize, crc, place);
    }

    Entry ofSize(long other) {
      return new Entry(name, packed, method, other, packedSize, crc, place);
    }

    Entry ofPackedSize(long other) {
      return new Entry(name, packed, method, size, other, crc, place);
    }

    Entry ofMethod(int other) {
      return new Entry(name, packed, other, size, packedSize, crc, place);
    }

    Entry ofChecksum(int other) {
      return new Entry(name, packed, method, size, packedSize, other, place);
    }

    Entry at(int other) {
      return new Entry(name, packed, method, size, packedSize, crc, other);
    }
  }

  private ZipBytes() {}

  static byte[] of(List<Entry> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Integer> offsets = new ArrayList<>();
    for (Entry entry : entries) {
      offsets.add(out.size());
      if (entry.place() < 0) {
        byte[] name = entry.name().getBytes(UTF_8);
        ByteBuffer local = littleEndian(LOCAL_HEADER).putInt(0x04034b50).putShort((short) 20);
        common(local, entry).putShort((short) name.length).putShort((short) 0);
        out.writeBytes(bytes(local));
        out.writeBytes(name);
        out.writeBytes(entry.packed());
      }
    }
    int central = out.size();
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      byte[] name = entry.name().getBytes(UTF_8);
      int offset = offsets.get(entry.place() < 0 ? i : entry.place());
      ByteBuffer header =
          littleEndian(CENTRAL_HEADER).putInt(0x02014b50).putShort((short) 20).putShort((short) 20);
      common(header, entry).putShort((short) name.length).position(42);
      out.writeBytes(bytes(header.putInt(offset)));
      out.writeBytes(name);
    }
    ByteBuffer end = littleEndian(END_HEADER).putInt(0x06054b50).putInt(0);
    end.putShort((short) entries.size()).putShort((short) entries.size());
    out.writeBytes(bytes(end.putInt(out.size() - central).putInt(central)));
    return out.toByteArray();
  }

  /** Puts flags, method, time, checksum and sizes. */
  private static ByteBuffer common(ByteBuffer header, Entry entry) {
    return header
        .putShort((short) 0x0800)
        .putShort((short) entry.method())
        .putInt(0x21 << 16)
        .putInt(entry.crc())
        .putInt((int) entry.packedSize())
        .putInt((int) entry.size());
  }

  private static byte[] bytes(ByteBuffer header) {
    byte[] bytes = new byte[header.capacity()];
    header.get(0, bytes);
    return bytes;
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns the entries of a sound file, stored. */
  static List<Entry> entries(byte[] zip) {
    List<Entry> entries = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.add(Entry.stored(entry.getName(), in.readAllBytes()));
      }
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return entries;
  }

  static byte[] deflated(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_SPEED, true), 1 << 16)) {
      out.write(content);
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Returns an entry of this head and so many zeros after it, deflated. */
  static Entry bomb(String name, byte[] head, long zeros) {
    CRC32 crc = new CRC32();
    crc.update(head);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] block = new byte[1 << 20];
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_COMPRESSION, true), 1 << 16)) {
      out.write(head);
      for (long left = zeros; left > 0; left -= block.length) {
        int count = (int) Math.min(left, block.length);
        out.write(block, 0, count);
        crc.update(block, 0, count);
      }
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    byte[] packed = bytes.toByteArray();
    return new Entry(name, packed, 8, head.length + zeros, packed.length, (int) crc.getValue(), -1);
  }

  static int checksum(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return (int) crc.getValue();
  }
}
