package dev.towers.export;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.towers.hostile.Mutation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.io.file.PathUtils;
import org.tensorflow.proto.SavedModel;

/** Copies of a model with one of its files damaged. */
record DamagedModel(Path good, Path copy) {
  private static final int HEAD_BYTES = 256;
  private static final List<String> FILES =
      List.of(
          ModelFolder.MODEL_FILE,
          ModelFolder.MODEL_FILE,
          "variables/variables.index",
          "variables/variables.data-00000-of-00001",
          "assets/" + SavedModelWriter.CLASS_NAMES_FILE,
          SavedModelWriter.EXTRA_ASSETS + "/" + SavedModelWriter.PROVENANCE_FILE);

  /** Lays a copy with damage to the bytes of one file. */
  void damageBytes(Random random) throws IOException {
    lay();
    String name = FILES.get(random.nextInt(FILES.size()));
    byte[] whole = Files.readAllBytes(good.resolve(name));
    Files.write(copy.resolve(name), Mutation.of(whole, HEAD_BYTES, random));
  }

  /** Lays a copy whose {@code saved_model.pb} is a message still, with a few other values in it. */
  void damageValues(Random random) throws IOException {
    lay();
    Path file = copy.resolve(ModelFolder.MODEL_FILE);
    SavedModel.Builder model = SavedModel.parseFrom(Files.readAllBytes(file)).toBuilder();
    for (int edit = 0; edit <= random.nextInt(3); edit++) {
      change(model, random);
    }
    Files.write(file, model.build().toByteArray());
  }

  private void lay() throws IOException {
    if (Files.exists(copy)) {
      PathUtils.deleteDirectory(copy);
    }
    PathUtils.copyDirectory(good, copy);
  }

  private static void change(Message.Builder message, Random random)
      throws InvalidProtocolBufferException {
    List<FieldDescriptor> fields = new ArrayList<>(message.getAllFields().keySet());
    if (fields.isEmpty() || random.nextInt(12) == 0) {
      fields = message.getDescriptorForType().getFields();
    }
    if (fields.isEmpty()) {
      return;
    }
    FieldDescriptor field = fields.get(random.nextInt(fields.size()));
    if (field.isRepeated()) {
      changeRepeated(message, field, random);
    } else if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
      Message.Builder inner =
          message.hasField(field)
              ? ((Message) message.getField(field)).toBuilder()
              : message.newBuilderForField(field);
      change(inner, random);
      message.setField(field, inner.build());
    } else {
      message.setField(field, value(field, message.getField(field), random));
    }
  }

  private static void changeRepeated(Message.Builder message, FieldDescriptor field, Random random)
      throws InvalidProtocolBufferException {
    int count = message.getRepeatedFieldCount(field);
    if (count == 0) {
      return;
    }
    int at = random.nextInt(count);
    Object old = message.getRepeatedField(field, at);
    switch (random.nextInt(8)) {
      case 0 -> {
        List<Object> rest = new ArrayList<>((List<?>) message.getField(field));
        rest.remove(at);
        message.setField(field, rest);
      }
      case 1 -> message.addRepeatedField(field, old);
      default -> {
        if (old instanceof Message inner) {
          Message.Builder builder = inner.toBuilder();
          change(builder, random);
          message.setRepeatedField(field, at, builder.build());
        } else {
          message.setRepeatedField(field, at, value(field, old, random));
        }
      }
    }
  }

  private static Object value(FieldDescriptor field, Object old, Random random) {
    long[] edges = {0, 1, -1, 2, 7, 255, 65_536, Integer.MAX_VALUE, 1L << 40, Long.MIN_VALUE};
    long edge = edges[random.nextInt(edges.length)];
    return switch (field.getJavaType()) {
      case INT -> (int) edge;
      case LONG -> edge;
      case FLOAT -> (float) edge;
      case DOUBLE -> (double) edge;
      case BOOLEAN -> random.nextBoolean();
      case STRING -> random.nextBoolean() ? "" : old + "x".repeat(1 + random.nextInt(3));
      case BYTE_STRING ->
          ByteString.copyFrom(Mutation.of(((ByteString) old).toByteArray(), 16, random));
      case ENUM ->
          field
              .getEnumType()
              .getValues()
              .get(random.nextInt(field.getEnumType().getValues().size()));
      case MESSAGE -> throw new IllegalArgumentException(field + " is no value");
    };
  }
}
