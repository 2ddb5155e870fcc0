import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Asks a SavedModel about images by way of DJL's TensorFlow engine.
 *
 * <p>Use: DjlConsumer VERSION_FOLDER PIXELS HEIGHT WIDTH CHANNELS ANSWER. PIXELS holds the bytes of
 * the images one after the other; ANSWER gets the probabilities as little-endian floats.
 */
public final class DjlConsumer {
  private DjlConsumer() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    byte[] pixels = Files.readAllBytes(Path.of(arguments[1]));
    long height = Long.parseLong(arguments[2]);
    long width = Long.parseLong(arguments[3]);
    long channels = Long.parseLong(arguments[4]);
    Shape shape =
        new Shape(pixels.length / (height * width * channels), height, width, channels);
    try (Model model = Model.newInstance("model", "TensorFlow")) {
      model.load(folder);
      try (Predictor<byte[], float[]> predictor = model.newPredictor(new Probabilities(shape))) {
        float[] answer = predictor.predict(pixels);
        ByteBuffer bytes =
            ByteBuffer.allocate(answer.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(answer);
        Files.write(Path.of(arguments[5]), bytes.array());
      }
    }
  }

  /** Pixels of the whole batch in, probabilities of the whole batch out. */
  private record Probabilities(Shape images) implements NoBatchifyTranslator<byte[], float[]> {
    @Override
    public NDList processInput(TranslatorContext context, byte[] pixels) {
      NDManager manager = context.getNDManager();
      NDArray array = manager.create(ByteBuffer.wrap(pixels), images, DataType.UINT8);
      array.setName("images");
      return new NDList(array);
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList answer) {
      for (NDArray output : answer) {
        if (output.getName().equals("probabilities")) {
          return output.toFloatArray();
        }
      }
      throw new IllegalStateException("no output 'probabilities' in " + answer);
    }
  }
}
