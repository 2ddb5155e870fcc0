package dev.towers.events;

import dev.towers.files.Durable;
import dev.towers.files.TfRecordFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.proto.Event;

/**
 * The events of a folder, in one file, each step of a tag once. A process that goes on writes what
 * stands into a file of its own before it empties the one before: whenever it is killed, nothing is
 * lost, and what is then there twice is told once by the next.
 *
 * <p>The file before is not deleted at once, for a TensorBoard without its data server follows the
 * file that it has read last, and looks for a later one only at the end of that.
 */
public final class EventLog implements AutoCloseable {
  private static final String GRAPH = "";

  /** What an event is about: each is told once. */
  private record Subject(long step, String tag) {
    static Subject of(Event event) {
      return new Subject(
          event.getStep(), event.hasSummary() ? event.getSummary().getValue(0).getTag() : GRAPH);
    }
  }

  private final EventWriter writer;
  private final Path file;
  private final Set<Subject> told = new HashSet<>();

  private EventLog(EventWriter writer, Path file) {
    this.writer = writer;
    this.file = file;
  }

  /**
   * Goes on with the events of a folder, which may have none; the caller closes it.
   *
   * @param first told before all else, in place of what was told of the same
   * @param upTo the last step of which what was told stands; −1 for nothing
   * @throws IOException if the files cannot be read or emptied
   * @throws org.tensorflow.exceptions.TensorFlowException if none can be written
   */
  public static EventLog open(Path folder, List<Event> first, long upTo) throws IOException {
    List<Path> before = filesIn(folder);
    List<Event> standing = new ArrayList<>();
    for (Path file : before) {
      standing.addAll(standing(file, upTo));
    }
    EventWriter writer = EventWriter.open(folder);
    try {
      Path file =
          filesIn(folder).stream()
              .filter(found -> !before.contains(found))
              .findFirst()
              .orElseThrow();
      writer.write(Events.start(0));
      EventLog log = new EventLog(writer, file);
      log.write(first);
      log.write(standing);
      if (!before.isEmpty()) {
        Durable.forceTree(folder);
        for (Path old : before) {
          empty(old);
        }
      }
      return log;
    } catch (IOException | RuntimeException | Error e) {
      writer.close();
      throw e;
    }
  }

  /**
   * Tells of all that was not told yet, and brings it into the file.
   *
   * @throws org.tensorflow.exceptions.TensorFlowException if the disk does not take it
   */
  public void write(List<Event> events) {
    for (Event event : events) {
      if (told.add(Subject.of(event))) {
        writer.write(event);
      }
    }
    writer.flush();
  }

  /** Whether the file is where it was made. */
  public boolean isThere() {
    return Files.exists(file);
  }

  private static List<Event> standing(Path file, long upTo) throws IOException {
    List<Event> events = new ArrayList<>();
    for (byte[] record : TfRecordFile.readWhole(file)) {
      Event event = Event.parseFrom(record);
      if (event.getStep() <= upTo && event.getSummary().getValueCount() > 0) {
        events.add(event);
      }
    }
    return events;
  }

  /** Takes all from a file; one that was empty already is deleted. */
  private static void empty(Path file) throws IOException {
    if (Files.size(file) == 0) {
      Files.delete(file);
    } else {
      Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    }
  }

  /** In the order of their names, which begin with the time. */
  private static List<Path> filesIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("events.out.tfevents."))
          .sorted()
          .toList();
    }
  }

  @Override
  public void close() {
    writer.close();
  }
}
