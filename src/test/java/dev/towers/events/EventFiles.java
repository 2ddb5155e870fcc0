package dev.towers.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.files.TfRecordFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.Summary;

/** Reads the event files of a folder, and sees to it that each step of a tag is there once. */
public record EventFiles(List<Event> events) {
  private static final int FRAME = 16;

  /** All events of a folder, whose files must be whole. */
  public static EventFiles of(Path folder) throws IOException {
    List<Event> events = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        List<byte[]> records = TfRecordFile.readWhole(file);
        assertEquals(Files.size(file), records.stream().mapToLong(r -> r.length + FRAME).sum());
        for (byte[] bytes : records) {
          events.add(Event.parseFrom(bytes));
        }
      }
    }
    assertEquals("brain.Event:2", events.get(0).getFileVersion());
    return new EventFiles(events);
  }

  /** The values of a tag by step; none where there is no such tag. */
  public SortedMap<Long, Summary.Value> values(String tag) {
    SortedMap<Long, Summary.Value> values = new TreeMap<>();
    for (Event event : events) {
      for (Summary.Value value : event.getSummary().getValueList()) {
        if (value.getTag().equals(tag)) {
          assertNull(values.put(event.getStep(), value), tag + " twice at " + event.getStep());
        }
      }
    }
    return values;
  }

  /** The curve of a tag: numbers by step. */
  public SortedMap<Long, Double> curve(String tag) {
    SortedMap<Long, Double> curve = new TreeMap<>();
    values(tag)
        .forEach(
            (step, value) -> {
              assertEquals("scalars", value.getMetadata().getPluginData().getPluginName());
              curve.put(step, (double) value.getTensor().getFloatVal(0));
            });
    return curve;
  }

  /** The one graph. */
  public GraphDef graph() throws IOException {
    List<Event> graphs = events.stream().filter(Event::hasGraphDef).toList();
    assertTrue(graphs.size() == 1, "graphs: " + graphs.size());
    return GraphDef.parseFrom(graphs.get(0).getGraphDef());
  }
}
