package dev.towers.train;

import dev.towers.data.Augmentation;
import dev.towers.data.ImageShape;
import dev.towers.graph.GraphCopy;
import dev.towers.graph.Views;
import dev.towers.tower.Chunk;
import dev.towers.tower.Layout;
import java.util.Optional;
import java.util.function.BiFunction;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * Where a batch enters the graph.
 *
 * @param shape of an image
 * @param images [n, h, w, c], fed
 * @param labels [n], fed for a step
 * @param views [n, {@link Augmentation#VIEW}], fed for a step where there is augmentation
 * @param resident the images of a step where they are not fed but lie in the workers' memory
 */
public record Feeds(
    ImageShape shape,
    Operand<TUint8> images,
    Operand<TInt32> labels,
    Optional<Operand<TInt32>> views,
    Optional<ResidentImages> resident) {

  /**
   * Makes the places.
   *
   * @param host on the device that is fed
   * @param isVaried whether there is augmentation
   * @param count of the images that lie in the memory of each worker, where there are workers
   */
  static Feeds create(Ops host, Layout layout, ImageShape shape, boolean isVaried, int count) {
    Operand<TUint8> images =
        host.withName("images")
            .placeholder(
                TUint8.class,
                Placeholder.shape(Shape.of(-1, shape.height(), shape.width(), shape.channels())));
    Operand<TInt32> labels =
        host.withName("labels").placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    return new Feeds(
        shape,
        images,
        labels,
        isVaried ? Optional.of(views(host)) : Optional.empty(),
        layout.devices().cluster().isNone()
            ? Optional.empty()
            : Optional.of(ResidentImages.create(host, layout, shape, count)));
  }

  private static Operand<TInt32> views(Ops tf) {
    return tf.withName("views")
        .placeholder(TInt32.class, Placeholder.shape(Shape.of(-1, Augmentation.VIEW)));
  }

  /**
   * The images of a chunk as a tower sees them in training.
   *
   * @param host on the device that is fed
   * @param cutout the side of the square that is cut out of each, in pixels
   */
  BiFunction<Ops, Chunk, Operand<TUint8>> seen(Ops host, int cutout) {
    if (resident.isPresent()) {
      return resident.get().seen(views, cutout);
    }
    Operand<TUint8> varied =
        views.map(drawn -> Views.of(host, images, drawn, cutout)).orElse(images);
    return (tf, chunk) -> chunk.of(varied);
  }

  /** The same places in a copy of their graph. */
  Feeds in(GraphCopy copy) {
    return new Feeds(
        shape,
        copy.of(images),
        copy.of(labels),
        views.map(copy::of),
        resident.map(kept -> kept.in(copy)));
  }
}
