package dev.towers.data.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes pickles opcode by opcode, in the way of Python 2, which wrote the original batches. */
final class PickledBatch {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int memo = 1;

  /** The pickle of batch {@code batch} as Python 2 writes it. */
  static byte[] whole(int batch, int images) {
    return new PickledBatch()
        .begin()
        .name("batch_label")
        .text("training batch 1 of 5")
        .labels(batch, images)
        .data(batch, images, "numpy.core.multiarray", "u1")
        .filenames(images)
        .end();
  }

  /** The protocol, and a dictionary to which entries follow. */
  PickledBatch begin() {
    return raw(0x80, 2, '}').put().raw('(');
  }

  byte[] end() {
    return raw('u', '.').bytes();
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  PickledBatch name(String name) {
    return text(name);
  }

  PickledBatch text(String text) {
    raw('U', text.length());
    out.writeBytes(text.getBytes(ISO_8859_1));
    return put();
  }

  PickledBatch global(String module, String name) {
    raw('c');
    out.writeBytes((module + "\n" + name + "\n").getBytes(ISO_8859_1));
    return put();
  }

  PickledBatch labels(int batch, int images) {
    name("labels").raw(']').put().raw('(');
    for (int i = 0; i < images; i++) {
      raw('K', SmallCifar10.label(batch, i));
    }
    return raw('e');
  }

  PickledBatch data(int batch, int images, String module, String type) {
    dataBefore(images, module, type).raw('T').raw32(images * 3072);
    for (int i = 0; i < images; i++) {
      raw(SmallCifar10.planes(batch, i));
    }
    return dataAfter();
  }

  /** All of the entry "data" that stands before the pixels. */
  PickledBatch dataBefore(int images, String module, String type) {
    name("data").global(module, "_reconstruct").global("numpy", "ndarray");
    raw('K', 0, 0x85).put().text("b").raw(0x87).put().raw('R').put();
    raw('(', 'K', 1, 'K', images, 'M', 3072 & 0xff, 3072 >> 8, 0x86).put();
    global("numpy", "dtype").text(type).raw('K', 0, 'K', 1, 0x87).put().raw('R').put();
    raw('(', 'K', 3).text("|").raw('N', 'N', 'N', 'J', 255, 255, 255, 255);
    return raw('J', 255, 255, 255, 255, 'K', 0, 't').put().raw('b', 0x89);
  }

  /** The entry "data" as protocol 5 has it: one call that makes the array of a byte array. */
  PickledBatch wholeData(int batch, int images) {
    name("data").global("numpy._core.numeric", "_frombuffer");
    raw('(', 0x96).raw32(images * 3072).raw32(0);
    for (int i = 0; i < images; i++) {
      raw(SmallCifar10.planes(batch, i));
    }
    global("numpy", "dtype").text("u1").raw('K', 0, 'K', 1, 0x87).put().raw('R').put();
    raw('K', images, 'M', 3072 & 0xff, 3072 >> 8, 0x86).put();
    return text("C").raw('t').put().raw('R');
  }

  /** All of the entry "data" that stands after the pixels. */
  PickledBatch dataAfter() {
    return put().raw('t').put().raw('b');
  }

  /** Bytes as Python 3 writes them for Python 2. */
  PickledBatch encoded(byte[] bytes) {
    byte[] characters = new String(bytes, ISO_8859_1).getBytes(UTF_8);
    global("_codecs", "encode").raw('X').raw32(characters.length).raw(characters).put();
    return text("latin1").raw(0x86).put().raw('R');
  }

  PickledBatch filenames(int images) {
    name("filenames").raw(']').put().raw('(');
    for (int i = 0; i < images; i++) {
      text("image_s_%06d.png".formatted(i));
    }
    return raw('e');
  }

  PickledBatch raw(int... opcodes) {
    for (int opcode : opcodes) {
      out.write(opcode);
    }
    return this;
  }

  PickledBatch raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  PickledBatch raw32(int value) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }

  /** Keeps the value on top under the next number, in one byte or four. */
  private PickledBatch put() {
    int number = memo++;
    return number < 256 ? raw('q', number) : raw('r').raw32(number);
  }
}
