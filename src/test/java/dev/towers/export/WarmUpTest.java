package dev.towers.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import dev.towers.data.ImageShape;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Reads the file as TensorFlow Serving does: a record is a {@code PredictionLog}, whose field 6 is
 * a {@code PredictLog}, whose field 1 is a {@code PredictRequest}.
 */
class WarmUpTest {
  @TempDir private static Path temp;
  private static final List<UnknownFieldSet> REQUESTS = new ArrayList<>();

  @BeforeAll
  static void write() throws IOException {
    Path file = temp.resolve(WarmUp.FILE);
    WarmUp.write(file, new ImageShape(8, 6, 3));
    for (byte[] record : records(file)) {
      UnknownFieldSet log = UnknownFieldSet.parseFrom(record);
      assertEquals(List.of(6), List.copyOf(log.asMap().keySet()));
      REQUESTS.add(message(message(log, 6), 1));
    }
  }

  @Test
  void everySignatureIsAskedAloneAndInABatch() {
    List<String> asked = new ArrayList<>();
    for (UnknownFieldSet request : REQUESTS) {
      TensorProto tensor = tensor(request);
      asked.add(
          "%s %s %s %s"
              .formatted(
                  text(message(request, 1), 3),
                  text(message(request, 2), 1),
                  tensor.getDtype(),
                  tensor.getTensorShape().getDimList().stream()
                      .map(TensorShapeProto.Dim::getSize)
                      .toList()));
    }
    assertEquals(
        List.of(
            "serving_default images DT_UINT8 [1, 8, 6, 3]",
            "serving_files image_bytes DT_STRING [1]",
            "serving_default images DT_UINT8 [32, 8, 6, 3]",
            "serving_files image_bytes DT_STRING [32]"),
        asked);
  }

  /** A server that answers one such image must load the model. */
  @Test
  void aBatchOfLargeImagesIsSmall() {
    assertEquals(List.of(1, 27), WarmUp.batchSizes(new ImageShape(224, 224, 3)));
    assertEquals(List.of(1), WarmUp.batchSizes(new ImageShape(1024, 1024, 3)));
    assertEquals(List.of(1), WarmUp.batchSizes(new ImageShape(4096, 4096, 3)));
  }

  @Test
  void tensorsHoldWhatTheirShapesPromise() {
    for (UnknownFieldSet request : REQUESTS) {
      TensorProto tensor = tensor(request);
      long count = tensor.getTensorShape().getDim(0).getSize();
      if (tensor.getDtype() == DataType.DT_STRING) {
        assertEquals(count, tensor.getStringValCount());
        assertTrue(tensor.getStringVal(0).substring(1).startsWith(ByteString.copyFromUtf8("PNG")));
      } else {
        assertEquals(count * 8 * 6 * 3, tensor.getTensorContent().size());
      }
    }
  }

  /** The records of a file, their checksums compared with a plain bit-by-bit CRC-32C. */
  private static List<byte[]> records(Path file) throws IOException {
    List<byte[]> records = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      while (in.available() > 0) {
        byte[] header = in.readNBytes(Long.BYTES);
        assertEquals(masked(crc(header)), Integer.reverseBytes(in.readInt()));
        long length = 0;
        for (int i = header.length - 1; i >= 0; i--) {
          length = length << 8 | header[i] & 0xff;
        }
        byte[] record = in.readNBytes(Math.toIntExact(length));
        assertEquals(length, record.length);
        assertEquals(masked(crc(record)), Integer.reverseBytes(in.readInt()));
        records.add(record);
      }
    }
    return records;
  }

  private static int crc(byte[] bytes) {
    int crc = -1;
    for (byte value : bytes) {
      crc ^= value & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc >>> 1 ^ ((crc & 1) == 0 ? 0 : 0x82F63B78);
      }
    }
    return ~crc;
  }

  private static int masked(int crc) {
    return (crc >>> 15 | crc << 17) + 0xa282ead8;
  }

  private static TensorProto tensor(UnknownFieldSet request) {
    try {
      return TensorProto.parseFrom(bytes(message(request, 2), 2));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static UnknownFieldSet message(UnknownFieldSet outer, int field) {
    try {
      return UnknownFieldSet.parseFrom(bytes(outer, field));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(UnknownFieldSet message, int field) {
    return bytes(message, field).toStringUtf8();
  }

  private static ByteString bytes(UnknownFieldSet message, int field) {
    List<ByteString> values = message.getField(field).getLengthDelimitedList();
    assertEquals(1, values.size());
    return values.get(0);
  }
}
