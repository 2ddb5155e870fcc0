package dev.towers.run;

import dev.towers.Output;
import dev.towers.events.EventLog;
import dev.towers.events.Events;
import dev.towers.files.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.Event;

/**
 * The files that TensorBoard shows of a run, written as it goes. Training does not stop where that
 * fails: all is tried again at the end.
 */
final class TensorBoard implements AutoCloseable {
  private static final int NOTHING = -1;

  /** Each has a folder, which TensorBoard takes for a run of its own. */
  enum Split {
    TRAIN,
    VALIDATION,
    TEST;

    /** The name of its folder. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final RunFolder folder;
  private final TensorBoardEvents events;
  private final Output output;
  private final Map<Split, EventLog> logs = new EnumMap<>(Split.class);
  private boolean failed;

  private TensorBoard(RunFolder folder, TensorBoardEvents events, Output output) {
    this.folder = folder;
    this.events = events;
    this.output = output;
  }

  /** Goes on with what stands of the files; the caller closes it. */
  static TensorBoard open(
      RunFolder folder, TensorBoardEvents events, RunState from, Output output) {
    TensorBoard board = new TensorBoard(folder, events, output);
    try {
      board.tell(from);
    } catch (IOException | TensorFlowException e) {
      board.failed(e);
    }
    return board;
  }

  /** Adds to the file of a split. */
  void add(Split split, List<Event> added) {
    if (failed) {
      return;
    }
    try {
      logs.get(split).write(added);
    } catch (TensorFlowException e) {
      failed(e);
    }
  }

  /**
   * Makes sure that the files are there with all that is known of the run, and adds what came of
   * it.
   *
   * @param tested the step of the weights that were examined
   * @throws IOException in one line for the user, if they cannot be
   * @throws TensorFlowException as the other
   */
  void complete(RunState end, long tested, Examination examination) throws IOException {
    tell(end);
    long last = end.position().steps();
    logs.get(Split.TRAIN)
        .write(List.of(Events.picture(last, "samples", Files.readAllBytes(folder.samples()))));
    EventLog test = open(Split.TEST, List::of, NOTHING);
    test.write(events.of(examination.matrix(), tested));
    test.write(
        List.of(
            Events.picture(tested, "predictions", Files.readAllBytes(folder.predictions())),
            Events.picture(tested, "confusion", Files.readAllBytes(folder.confusion()))));
    if (!examination.certainty().worstMistakes().isEmpty()) {
      test.write(
          List.of(Events.picture(tested, "mistakes", Files.readAllBytes(folder.mistakes()))));
    }
  }

  /** Writes what the files lack of all that is known. */
  private void tell(RunState state) throws IOException {
    long step = state.position().steps();
    EventLog train = open(Split.TRAIN, events::introduction, step);
    train.write(
        state.history().curve().lines().stream()
            .flatMap(line -> events.of(line).stream())
            .toList());
    train.write(state.history().trainings().stream().map(events::accuracy).toList());
    if (events.dataset().validation().size() > 0) {
      open(Split.VALIDATION, List::of, step)
          .write(
              state.history().validations().stream()
                  .flatMap(score -> events.of(score).stream())
                  .toList());
    }
  }

  /** The open file of a split, or else one with what stands up to a step. */
  private EventLog open(Split split, Supplier<List<Event>> first, long upTo) throws IOException {
    EventLog log = logs.get(split);
    if (log != null && !log.isThere()) {
      logs.remove(split).close();
      log = null;
    }
    if (log == null) {
      log = EventLog.open(folder.events(split), first.get(), upTo);
      logs.put(split, log);
    }
    return log;
  }

  private void failed(Exception e) {
    failed = true;
    close();
    output.warn(
        "warning: cannot write %s: %s; training goes on, and it is tried again at the end"
            .formatted(folder.tensorBoard(), Reason.of(e)));
  }

  @Override
  public void close() {
    logs.values().forEach(EventLog::close);
    logs.clear();
  }
}
