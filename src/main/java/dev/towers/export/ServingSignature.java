package dev.towers.export;

import org.tensorflow.Signature;

/**
 * The names by which others call an exported model. They are a contract: clients spell them out in
 * their requests.
 */
public final class ServingSignature {
  /** Answers to pixels. */
  public static final String PIXELS_KEY = Signature.DEFAULT_KEY;

  /** uint8 [n, h, w, c], red, green and blue as they come from a file. */
  public static final String IMAGES = "images";

  /** Answers to image files. */
  public static final String FILES_KEY = "serving_files";

  /**
   * string [n]: the bytes of PNG, JPEG, GIF or BMP files. The ending tells clients of TensorFlow
   * Serving's REST interface to send base64.
   */
  public static final String FILES = "image_bytes";

  /** int64 [n]: the label of the most likely class. */
  public static final String CLASSES = "classes";

  /** float [n, classes], by label; each row sums to 1. */
  public static final String PROBABILITIES = "probabilities";

  /** string [n, classes]: what each column of the probabilities is the probability of. */
  public static final String CLASS_NAMES = "class_names";

  /** What TensorFlow Serving's Predict call asks for. */
  public static final String METHOD = "tensorflow/serving/predict";

  private ServingSignature() {}
}
