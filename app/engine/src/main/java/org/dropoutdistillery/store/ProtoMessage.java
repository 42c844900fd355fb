package org.dropoutdistillery.store;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** A message in the encoding of Protocol Buffers that is being written, field by field. */
final class ProtoMessage {
  private interface Write {
    void run() throws IOException;
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  ProtoMessage number(int field, long value) {
    return write(() -> out.writeInt64(field, value));
  }

  ProtoMessage text(int field, String value) {
    return write(() -> out.writeString(field, value));
  }

  ProtoMessage data(int field, byte[] value) {
    return write(() -> out.writeByteArray(field, value));
  }

  ProtoMessage message(int field, ProtoMessage value) {
    return data(field, value.bytes());
  }

  byte[] bytes() {
    write(out::flush);
    return bytes.toByteArray();
  }

  private ProtoMessage write(Write write) {
    try {
      write.run();
      return this;
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
