package dev.towers.events;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import org.tensorflow.proto.DataClass;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;
import org.tensorflow.proto.SummaryMetadata;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Events as {@code tf.summary} of TensorFlow 2 forms them, one value to an event. */
public final class Events {
  /** Where a PNG file has its width; the height follows. */
  private static final int PNG_WIDTH = 16;

  private Events() {}

  /** A point of a curve. */
  public static Event scalar(long step, String tag, double value) {
    TensorProto number =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_FLOAT)
            .setTensorShape(TensorShapeProto.getDefaultInstance())
            .addFloatVal((float) value)
            .build();
    return event(step, tag, "scalars", DataClass.DATA_CLASS_SCALAR, number);
  }

  /** A picture. */
  public static Event picture(long step, String tag, byte[] png) {
    ByteBuffer size = ByteBuffer.wrap(png).position(PNG_WIDTH);
    TensorProto strings =
        strings(3)
            .addStringVal(ByteString.copyFromUtf8(Integer.toString(size.getInt())))
            .addStringVal(ByteString.copyFromUtf8(Integer.toString(size.getInt())))
            .addStringVal(ByteString.copyFrom(png))
            .build();
    return event(step, tag, "images", DataClass.DATA_CLASS_BLOB_SEQUENCE, strings);
  }

  /** A text in Markdown. */
  public static Event text(long step, String tag, String markdown) {
    TensorProto strings = strings().addStringVal(ByteString.copyFromUtf8(markdown)).build();
    return event(step, tag, "text", DataClass.DATA_CLASS_TENSOR, strings);
  }

  /** A graph. */
  public static Event graph(GraphDef graph) {
    return Event.newBuilder().setWallTime(now()).setGraphDef(graph.toByteString()).build();
  }

  /** Has whoever is watching forget what was told before of this step and later ones. */
  static Event start(long step) {
    return Event.newBuilder()
        .setWallTime(now())
        .setStep(step)
        .setSessionLog(SessionLog.newBuilder().setStatus(SessionLog.SessionStatus.START))
        .build();
  }

  private static Event event(
      long step, String tag, String plugin, DataClass form, TensorProto tensor) {
    SummaryMetadata metadata =
        SummaryMetadata.newBuilder()
            .setPluginData(SummaryMetadata.PluginData.newBuilder().setPluginName(plugin))
            .setDataClass(form)
            .build();
    return Event.newBuilder()
        .setWallTime(now())
        .setStep(step)
        .setSummary(
            Summary.newBuilder()
                .addValue(
                    Summary.Value.newBuilder().setTag(tag).setMetadata(metadata).setTensor(tensor)))
        .build();
  }

  private static TensorProto.Builder strings(long... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dimension : dimensions) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(dimension));
    }
    return TensorProto.newBuilder().setDtype(DataType.DT_STRING).setTensorShape(shape);
  }

  /** In seconds, as events have it. */
  private static double now() {
    return System.currentTimeMillis() / 1e3;
  }
}
