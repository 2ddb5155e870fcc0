package dev.towers.train;

import dev.towers.data.ImageShape;
import dev.towers.data.LabeledImages;
import dev.towers.graph.GraphCopy;
import dev.towers.graph.Views;
import dev.towers.tower.Chunk;
import dev.towers.tower.Device;
import dev.towers.tower.Layout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * The images to train on in the memory of each worker. They travel there once; a step is then told
 * of their places.
 *
 * @param places [n] of the images of a step, fed
 * @param copies by the workers
 * @param rows images that are loaded, fed: [m, h, w, c]
 * @param into their places, fed: [m]
 * @param open makes room on every worker
 * @param load puts what is fed there
 */
record ResidentImages(
    Operand<TInt32> places,
    Map<OptionalInt, Operand<TUint8>> copies,
    Operand<TUint8> rows,
    Operand<TInt32> into,
    Operation open,
    Operation load) {
  /** What one run of a session brings. */
  private static final int BYTES_AT_ONCE = 8 << 20;

  /**
   * Makes the variables, and the ops that fill them.
   *
   * @param host on the device that is fed
   */
  static ResidentImages create(Ops host, Layout layout, ImageShape shape, int images) {
    Ops scope = host.withSubScope("resident");
    Operand<TInt32> places =
        host.withName("places").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    Operand<TUint8> rows =
        scope.withName("rows").placeholder(TUint8.class, Placeholder.shape(of(-1, shape)));
    Operand<TInt32> into =
        scope.withName("into").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    Shape all = of(images, shape);
    Map<OptionalInt, Operand<TUint8>> copies = new LinkedHashMap<>();
    List<Op> opened = new ArrayList<>();
    List<Op> loaded = new ArrayList<>();
    for (Device seat : layout.seats()) {
      if (copies.containsKey(seat.worker())) {
        continue;
      }
      Ops on = scope.withDevice(seat.host().spec());
      Variable<TUint8> copy = on.variable(all, TUint8.class);
      Operand<TUint8> black = on.dtypes.cast(on.constant(0), TUint8.class);
      opened.add(on.assign(copy, on.fill(on.constant(all), black)));
      loaded.add(on.scatterUpdate(copy, into, rows));
      copies.put(seat.worker(), copy);
    }
    return new ResidentImages(
        places,
        copies,
        rows,
        into,
        scope.withControlDependencies(opened).withName("open").noOp().op(),
        scope.withControlDependencies(loaded).withName("load").noOp().op());
  }

  private static Shape of(int images, ImageShape shape) {
    return Shape.of(images, shape.height(), shape.width(), shape.channels());
  }

  /**
   * The images of a chunk as they are seen, taken and varied where its tower is.
   *
   * @param views of all images of the step, where they are varied
   */
  BiFunction<Ops, Chunk, Operand<TUint8>> seen(Optional<Operand<TInt32>> views, int cutout) {
    return (tf, chunk) -> {
      Ops on = tf.withDevice(chunk.seat().host().spec());
      Operand<TUint8> copy = copies.get(chunk.seat().worker());
      Operand<TUint8> images = on.gather(copy, chunk.of(places), on.constant(0));
      return views.map(drawn -> Views.of(on, images, chunk.of(drawn), cutout)).orElse(images);
    };
  }

  /** Brings all images to all workers. */
  void load(Supplier<Session.Runner> session, LabeledImages images) {
    session.get().addTarget(open).run().close();
    ImageShape shape = images.shape();
    int atOnce = Math.max(1, BYTES_AT_ONCE / shape.bytes());
    for (int from = 0; from < images.size(); from += atOnce) {
      int count = Math.min(atOnce, images.size() - from);
      byte[] pixels = new byte[count * shape.bytes()];
      for (int i = 0; i < count; i++) {
        images.copyPixels(from + i, pixels, i * shape.bytes());
      }
      try (TInt32 there = TInt32.vectorOf(IntStream.range(from, from + count).toArray());
          TUint8 part = TUint8.tensorOf(of(count, shape), DataBuffers.of(pixels, true, false))) {
        session.get().feed(into, there).feed(rows, part).addTarget(load).run().close();
      }
    }
  }

  /** The same in a copy of its graph. */
  ResidentImages in(GraphCopy copy) {
    Map<OptionalInt, Operand<TUint8>> copied = new LinkedHashMap<>();
    copies.forEach((worker, images) -> copied.put(worker, copy.of(images)));
    return new ResidentImages(
        copy.of(places), copied, copy.of(rows), copy.of(into), copy.of(open), copy.of(load));
  }
}
