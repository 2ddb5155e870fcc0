package dev.towers.export;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import dev.towers.data.ImageShape;
import dev.towers.files.TfRecordFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Requests that TensorFlow Serving makes of a new version before it takes real ones, so that the
 * first client does not wait for memory to be laid out: a black image for each signature, alone and
 * in a small batch.
 *
 * <p>Each is a {@code tensorflow.serving.PredictionLog} message. The field numbers are those of
 * TensorFlow Serving's public {@code apis/prediction_log.proto}, {@code predict.proto} and {@code
 * model.proto}.
 */
final class WarmUp {
  /** Where TensorFlow Serving looks, under {@code assets.extra}. */
  static final String FILE = "tf_serving_warmup_requests";

  /** Images of the small batch, where they are no larger than {@link #BATCH_BYTES} together. */
  private static final int BATCH_SIZE = 32;

  /** A server that answers single images well must not run out of memory here. */
  private static final int BATCH_BYTES = 4 << 20;

  private static final int LOG_PREDICT = 6;
  private static final int PREDICT_LOG_REQUEST = 1;
  private static final int REQUEST_MODEL_SPEC = 1;
  private static final int REQUEST_INPUTS = 2;
  private static final int MODEL_SPEC_NAME = 1;
  private static final int MODEL_SPEC_SIGNATURE = 3;
  private static final int ENTRY_KEY = 1;
  private static final int ENTRY_VALUE = 2;

  private WarmUp() {}

  static void write(Path file, ImageShape shape) throws IOException {
    List<byte[]> requests = new ArrayList<>();
    ByteString blackFile = blackPng(shape);
    for (int batchSize : batchSizes(shape)) {
      TensorProto images =
          tensor(DataType.DT_UINT8, batchSize, shape.height(), shape.width(), shape.channels())
              .setTensorContent(
                  ByteString.copyFrom(new byte[Math.multiplyExact(batchSize, shape.bytes())]))
              .build();
      requests.add(predictionLog(ServingSignature.PIXELS_KEY, ServingSignature.IMAGES, images));
      TensorProto.Builder files = tensor(DataType.DT_STRING, batchSize);
      for (int i = 0; i < batchSize; i++) {
        files.addStringVal(blackFile);
      }
      requests.add(
          predictionLog(ServingSignature.FILES_KEY, ServingSignature.FILES, files.build()));
    }
    TfRecordFile.write(file, requests);
  }

  /** One image, and a small batch of images unless they are large. */
  static List<Integer> batchSizes(ImageShape shape) {
    int small = Math.max(1, Math.min(BATCH_SIZE, BATCH_BYTES / shape.bytes()));
    return small == 1 ? List.of(1) : List.of(1, small);
  }

  private static byte[] predictionLog(String signature, String input, TensorProto value)
      throws IOException {
    byte[] modelSpec =
        message(
            out -> {
              out.writeString(MODEL_SPEC_NAME, "warm-up"); // the server puts its own name here
              out.writeString(MODEL_SPEC_SIGNATURE, signature);
            });
    byte[] entry =
        message(
            out -> {
              out.writeString(ENTRY_KEY, input);
              out.writeMessage(ENTRY_VALUE, (MessageLite) value);
            });
    byte[] request =
        message(
            out -> {
              out.writeByteArray(REQUEST_MODEL_SPEC, modelSpec);
              out.writeByteArray(REQUEST_INPUTS, entry);
            });
    byte[] predictLog = message(out -> out.writeByteArray(PREDICT_LOG_REQUEST, request));
    return message(out -> out.writeByteArray(LOG_PREDICT, predictLog));
  }

  private static TensorProto.Builder tensor(DataType type, long... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dimension : dimensions) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(dimension));
    }
    return TensorProto.newBuilder().setDtype(type).setTensorShape(shape);
  }

  private static ByteString blackPng(ImageShape shape) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream png = new MemoryCacheImageOutputStream(bytes)) {
      ImageIO.write(
          new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB), "png", png);
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }

  private interface Fields {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.writeTo(out);
    out.flush();
    return bytes.toByteArray();
  }
}
