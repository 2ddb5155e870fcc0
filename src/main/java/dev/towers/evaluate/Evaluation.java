package dev.towers.evaluate;

import dev.towers.Progress;
import dev.towers.data.Batch;
import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;

/**
 * Puts every image of a set to a network, several batches side by side: a processor answers two
 * batches with a thread each sooner than one batch with two threads, which wait for each other
 * after every op. What comes of it depends neither on the number of threads nor on who is first,
 * for the batches are the same on every machine and their answers are taken in order.
 */
public final class Evaluation {
  /** Images of a batch, where none is larger than those of CIFAR. */
  private static final int BATCH_SIZE = 125;

  /** Enough for most processors; more would hold the activations of more than 1,000 images. */
  private static final int MOST_AT_A_TIME = 8;

  /** Pixels of a batch, since the activations of a network grow with them. */
  private static final long BATCH_PIXELS = BATCH_SIZE * 32 * 32;

  private static final int AT_A_TIME =
      Math.min(Runtime.getRuntime().availableProcessors(), MOST_AT_A_TIME);

  /** They stay, since TensorFlow keeps what it has prepared for a network by the thread. */
  private static final ExecutorService ASKERS =
      Executors.newFixedThreadPool(AT_A_TIME, Evaluation::thread);

  private static final String TASK = "test";
  private static final String UNIT = "images";

  private Evaluation() {}

  /**
   * Counts what the classifier makes of each image.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public static ConfusionMatrix of(
      Classifier classifier, LabeledImages images, List<String> classNames, Progress progress)
      throws InterruptedException {
    ConfusionMatrix matrix = new ConfusionMatrix(classNames);
    ask(
        images,
        classifier::classify,
        (predicted, first) -> {
          for (int i = 0; i < predicted.length; i++) {
            matrix.count(images.label(first + i), predicted[i]);
          }
        },
        () -> false,
        progress.open(TASK, UNIT, images.size()));
    return matrix;
  }

  /**
   * Adds up the scores of all images.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public static Score score(Scorer scorer, LabeledImages images, Progress progress)
      throws InterruptedException {
    List<Score> scores = new ArrayList<>();
    ask(
        images,
        scorer::score,
        (score, first) -> scores.add(score),
        () -> false,
        progress.open("validate", UNIT, images.size()));
    return scores.stream().reduce(Score.NONE, Score::plus);
  }

  /**
   * Keeps what a network says of each image.
   *
   * @param stop asked after each batch; nothing comes of it once it says so
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public static Optional<Predictions> predictions(
      Answerer network, LabeledImages images, BooleanSupplier stop, Progress progress)
      throws InterruptedException {
    Predictions predictions = new Predictions(images);
    boolean whole =
        ask(
            images,
            network::answer,
            (answers, first) -> predictions.add(answers),
            stop,
            progress.open(TASK, UNIT, images.size()));
    return whole ? Optional.of(predictions) : Optional.empty();
  }

  /**
   * Asks about all images; nobody is asked any more when it returns.
   *
   * @param answers takes what is said of each batch, in order, and the place of its first image
   * @param meter is closed
   * @return whether it came to the end before {@code stop}
   */
  private static <A> boolean ask(
      LabeledImages images,
      Function<Batch, A> question,
      ObjIntConsumer<A> answers,
      BooleanSupplier stop,
      Progress.Meter meter)
      throws InterruptedException {
    int batchSize = batchSize(images.shape());
    int ahead = ahead(images.shape());
    Queue<Future<A>> asked = new ArrayDeque<>();
    AtomicBoolean ended = new AtomicBoolean();
    try (meter) {
      int next = 0;
      int done = 0;
      while (done < images.size()) {
        while (next < images.size() && asked.size() < ahead) {
          int first = next;
          int size = Math.min(batchSize, images.size() - first);
          asked.add(
              ASKERS.submit(() -> ended.get() ? null : question.apply(images.batch(first, size))));
          next += size;
        }
        answers.accept(answer(asked.remove()), done);
        done = Math.min(done + batchSize, images.size());
        meter.reached(done);
        if (stop.getAsBoolean()) {
          return false;
        }
      }
      return true;
    } finally {
      ended.set(true);
      asked.forEach(Evaluation::await);
    }
  }

  /** The images of a batch: of larger images fewer, which take the same memory. */
  static int batchSize(ImageShape shape) {
    return (int) Math.max(1, Math.min(BATCH_SIZE, BATCH_PIXELS / pixels(shape)));
  }

  /** How many batches may be asked about before the first is answered: of huge images one. */
  private static int ahead(ImageShape shape) {
    return (int)
        Math.max(1, Math.min(2 * AT_A_TIME, MOST_AT_A_TIME * BATCH_PIXELS / pixels(shape)));
  }

  private static long pixels(ImageShape shape) {
    return (long) shape.height() * shape.width();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "evaluation");
    thread.setDaemon(true);
    return thread;
  }

  /** As the question would have been answered, or would have failed, in this thread. */
  private static <A> A answer(Future<A> asked) throws InterruptedException {
    if (Thread.interrupted()) { // get() alone looks only where it has to wait
      throw new InterruptedException();
    }
    try {
      return asked.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause(); // a function throws nothing else
    }
  }

  /** Waits until nobody asks any more, whatever came of it: the network may be closed next. */
  private static void await(Future<?> asked) {
    boolean interrupted = false;
    while (!asked.isDone()) {
      try {
        asked.get();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        // told by an earlier batch, or nobody wants the answer any more
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
