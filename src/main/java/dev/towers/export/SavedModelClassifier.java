package dev.towers.export;

import dev.towers.InputException;
import dev.towers.data.Batch;
import dev.towers.data.ImageForm;
import dev.towers.data.ImageForm.Fit;
import dev.towers.data.ImageShape;
import dev.towers.evaluate.Classifier;
import dev.towers.graph.BatchTensors;
import dev.towers.tower.Device;
import dev.towers.tower.Devices;
import dev.towers.tower.TensorFlowStart;
import dev.towers.tower.Threads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Result;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * A SavedModel that tells the class of images, given as pixels or as files. Any number of threads
 * may ask it at once.
 *
 * <p>On a CPU each op has one thread. Threads that share an op wait for each other after each of
 * them: an image alone is answered three times as fast by one thread as by two, and two halves of a
 * batch side by side are done before the whole batch with two threads.
 */
public final class SavedModelClassifier implements Classifier, AutoCloseable {
  /** No model is asked that takes images which are wider, higher or deeper. */
  private static final int LONGEST_SIDE = 4096;

  private static final int MOST_CHANNELS = 4;

  private static final int THREADS_WITHIN_OP = 1;

  private final LoadedModel model;
  private final int mostParts;
  private final AnsweringSignature pixels;
  private final ImageShape shape;
  private final List<String> classNames;

  private SavedModelClassifier(LoadedModel model, int mostParts) {
    this.model = model;
    this.mostParts = mostParts;
    this.pixels =
        AnsweringSignature.of(
            model, ServingSignature.PIXELS_KEY, ServingSignature.IMAGES, DataType.DT_UINT8);
    this.shape = imageShape(model, pixels.inputShape());
    this.classNames = askForNames();
  }

  /**
   * Loads a model to be asked on all GPUs, else with a thread on each core; the caller closes it.
   *
   * @param path the folder of one version, or of all versions, of which the newest is taken
   * @throws InputException if there is no SavedModel, if it does not load, or if it does not take
   *     images and answer with classes as our exports do
   */
  public static SavedModelClassifier open(Path path) throws IOException {
    return open(
        path,
        Devices.parse("auto", TensorFlowStart.gpus()),
        Runtime.getRuntime().availableProcessors());
  }

  /**
   * As {@link #open(Path)}, on other devices.
   *
   * @param threads into how many parts a batch is cut that a CPU is asked about; a GPU gets it
   *     whole
   */
  public static SavedModelClassifier open(Path path, Devices devices, int threads)
      throws IOException {
    LoadedModel model = LoadedModel.open(path, devices.sessionConfig(THREADS_WITHIN_OP));
    try {
      return new SavedModelClassifier(
          model, devices.main().kind() == Device.Kind.CPU ? threads : 1);
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  /** The shape of the images that the model takes as pixels. */
  public ImageShape shape() {
    return shape;
  }

  /** To what it brings image files before it looks at them. */
  public ImageForm form() {
    String word =
        model.description().getGraphDef().getNodeList().stream()
            .filter(node -> node.getName().equals(ServingGraph.FIT))
            .map(node -> node.getAttrOrThrow("value").getTensor().getStringVal(0).toStringUtf8())
            .findFirst()
            .orElse(Fit.STRETCH.word()); // all did before there was a choice
    return ImageForm.of(shape, Fit.named(word));
  }

  /** How others call the model, by the name of the signature. */
  public Map<String, SignatureDef> signatures() {
    return model.description().getSignatureDefMap();
  }

  /** What the labels mean, by label. */
  public List<String> classNames() {
    return classNames;
  }

  /** In the calling thread alone: who asks about many batches asks about several at a time. */
  @Override
  public int[] classify(Batch batch) {
    try (TUint8 images = BatchTensors.openImages(batch, shape);
        Result result = openAnswer(images, pixels.classes())) {
      return BatchTensors.labels((TInt64) result.get(0));
    }
  }

  /** What the model says of each image of a batch, in order. */
  public List<Prediction> predict(Batch batch) {
    return predictions(probabilities(batch));
  }

  /**
   * The probabilities of each image of a batch, in order: the quickest answer.
   *
   * @return [n][classes], each row by label
   */
  public float[][] probabilities(Batch batch) {
    int parts = Math.min(batch.size(), mostParts);
    return IntStream.range(0, parts)
        .parallel()
        .mapToObj(
            part -> probabilities(batch, start(batch, part, parts), start(batch, part + 1, parts)))
        .flatMap(Arrays::stream)
        .toArray(float[][]::new);
  }

  private static int start(Batch batch, int part, int parts) {
    return Math.toIntExact((long) batch.size() * part / parts);
  }

  private float[][] probabilities(Batch batch, int from, int to) {
    try (TUint8 images = BatchTensors.openImages(batch, from, to, shape);
        Result result = openAnswer(images, pixels.probabilities())) {
      return BatchTensors.rows((TFloat32) result.get(0));
    }
  }

  /**
   * What the model says of images in PNG, JPEG, GIF or BMP files of any size, in order. The model
   * itself decodes and resizes them, as it does in a server.
   *
   * @param files the bytes of a file each
   * @throws InputException if the model takes no files
   * @throws org.tensorflow.exceptions.TFInvalidArgumentException if one of them is no such image
   */
  public List<Prediction> predict(List<byte[]> files) {
    AnsweringSignature encoded =
        AnsweringSignature.of(
            model, ServingSignature.FILES_KEY, ServingSignature.FILES, DataType.DT_STRING);
    try (TString bytes =
            TString.tensorOfBytes(NdArrays.vectorOfObjects(files.toArray(byte[][]::new)));
        Result result =
            model
                .runner()
                .setOptions(Threads.FOR_ANSWERS) // ops decode the files side by side
                .feed(encoded.input(), bytes)
                .fetch(encoded.probabilities())
                .run()) {
      return predictions(BatchTensors.rows((TFloat32) result.get(0)));
    }
  }

  @Override
  public void close() {
    model.close();
  }

  private Result openAnswer(TUint8 images, String output) {
    return model
        .runner()
        .setOptions(Threads.IN_CALLING_THREAD)
        .feed(pixels.input(), images)
        .fetch(output)
        .run();
  }

  private List<Prediction> predictions(float[][] probabilities) {
    List<Prediction> predictions = new ArrayList<>();
    for (float[] ofImage : probabilities) {
      predictions.add(Prediction.of(classNames, ofImage));
    }
    return predictions;
  }

  /**
   * The names come with every answer, so one answer to a black image tells them. It is a whole
   * answer because a model without its variables loads, and fails only when it is asked.
   */
  private List<String> askForNames() {
    Batch black = new Batch(new byte[shape.bytes()], new int[1], 1);
    try (TUint8 images = BatchTensors.openImages(black, shape);
        Result result =
            model
                .runner()
                .feed(pixels.input(), images)
                .fetch(pixels.classNames())
                .fetch(pixels.classes())
                .fetch(pixels.probabilities())
                .run()) {
      if (!(result.get(0) instanceof TString names)
          || !(result.get(1) instanceof TInt64 classes)
          || !(result.get(2) instanceof TFloat32 probabilities)
          || names.rank() != 2
          || names.shape().get(0) != 1
          || names.shape().get(1) < 1
          || !classes.shape().equals(Shape.of(1))
          || !probabilities.shape().equals(names.shape())) {
        throw AnsweringSignature.unlike(
            model.folder(), ServingSignature.PIXELS_KEY, "its answers are of other shapes");
      }
      List<String> list = new ArrayList<>();
      for (long i = 0; i < names.shape().get(1); i++) {
        list.add(names.getObject(0, i));
      }
      return List.copyOf(list);
    } catch (TensorFlowException
        | IllegalStateException
        | IllegalArgumentException // TensorFlow's word for an invalid argument is one of these
        | IndexOutOfBoundsException e) {
      throw model.broken("does not answer", e);
    }
  }

  private static ImageShape imageShape(LoadedModel model, Shape images) {
    if (images.numDimensions() != 4
        || !isSide(images.get(1))
        || !isSide(images.get(2))
        || images.get(3) < 1
        || images.get(3) > MOST_CHANNELS) {
      throw AnsweringSignature.unlike(
          model.folder(), ServingSignature.PIXELS_KEY, "its images are of the shape " + images);
    }
    return new ImageShape(
        Math.toIntExact(images.get(1)),
        Math.toIntExact(images.get(2)),
        Math.toIntExact(images.get(3)));
  }

  private static boolean isSide(long pixels) {
    return pixels >= 1 && pixels <= LONGEST_SIDE;
  }
}
