package org.dropoutdistillery.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells data sets apart by what they hold, wherever they come from and whatever they are called.
 */
public final class DatasetDigest {
  private DatasetDigest() {}

  /**
   * Returns the SHA-256 of the shape, the names, the values and the targets of a data set, as 64
   * hexadecimal digits.
   */
  public static String sha256(Dataset dataset) {
    MessageDigest digest = newDigest();
    ByteBuffer shape = ByteBuffer.allocate(2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    digest.update(shape.putInt(dataset.rows()).putInt(dataset.features()).flip());
    dataset.featureNames().forEach(name -> add(digest, name));
    add(digest, dataset.values());
    if (dataset.isRegression()) {
      add(digest, dataset.responses());
    } else {
      dataset.classNames().forEach(name -> add(digest, name));
      ByteBuffer labels =
          ByteBuffer.allocate(dataset.rows() * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      labels.asIntBuffer().put(dataset.labels());
      digest.update(labels);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) { // every Java has it
      throw new IllegalStateException(impossible);
    }
  }

  /** Ends with a byte that no text has, so that neighbours cannot be parted otherwise. */
  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0xFF);
  }

  private static void add(MessageDigest digest, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(64 * 1024).order(ByteOrder.LITTLE_ENDIAN);
    int most = bytes.capacity() / Float.BYTES;
    for (int first = 0; first < values.length; first += most) {
      int count = Math.min(most, values.length - first);
      bytes.clear().asFloatBuffer().put(values, first, count);
      digest.update(bytes.limit(count * Float.BYTES));
    }
  }
}
