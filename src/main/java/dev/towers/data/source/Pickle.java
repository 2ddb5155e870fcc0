package dev.towers.data.source;

import dev.towers.InputException;
import dev.towers.data.source.PickleValue.ByteArray;
import dev.towers.data.source.PickleValue.Constant;
import dev.towers.data.source.PickleValue.Dictionary;
import dev.towers.data.source.PickleValue.Global;
import dev.towers.data.source.PickleValue.Sequence;
import dev.towers.data.source.PickleValue.Text;
import dev.towers.data.source.PickleValue.Whole;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Reads the few opcodes of Python's pickle format, protocols 2 to 5, that a CIFAR-10 batch is made
 * of (Python's {@code pickletools} describes them). It calls nothing and makes no object: it
 * recognizes what {@link PickledNumpy} knows by the names in the file, and refuses every other name
 * and opcode.
 */
final class Pickle {
  /** A batch of 10,000 images takes about 40,000; more would be a trap. */
  private static final int MOST_STEPS = 1_000_000;

  /** One for each name of a file where Python 3 wrote protocol 2, and a few for the array. */
  private static final int MOST_CALLS = 20_000;

  private static final int LONGEST_NAME = 64;

  private static final String EXPECTED =
      "a CIFAR-10 batch as Python pickles it, {'data': an array of uint8, 'labels': a list of int}";

  private final String file;
  private final ByteBuffer in;
  private final Stack stack = new Stack();
  private final Map<Integer, PickleValue> memo = new HashMap<>();
  private int calls;
  private long copied;

  private Pickle(byte[] bytes, String file) {
    this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.file = file;
  }

  /**
   * The value that {@code bytes} hold.
   *
   * @param file how messages name it
   * @throws InputException if it is not a whole pickle of plain data and matrices of bytes
   */
  static PickleValue read(byte[] bytes, String file) {
    return new Pickle(bytes, file).read();
  }

  private PickleValue read() {
    try {
      for (int steps = 0; steps < MOST_STEPS; steps++) {
        int opcode = in.get() & 0xff;
        if (opcode == '.') {
          return stop();
        }
        step(opcode);
      }
    } catch (BufferUnderflowException e) {
      throw broken("its end in the middle of a value");
    } catch (NoSuchElementException e) {
      throw broken(e.getMessage() + " at byte " + in.position());
    }
    throw broken("more than " + MOST_STEPS + " steps");
  }

  private PickleValue stop() {
    PickleValue value = stack.pop();
    if (!stack.isEmpty() || in.hasRemaining()) {
      throw broken("values or bytes to spare after its end at byte " + in.position());
    }
    return value;
  }

  private void step(int opcode) {
    switch (opcode) {
      case 0x80 -> protocol(in.get());
      case 0x95 -> in.getLong(); // the length of a frame, of use to those who read ahead
      case 'N' -> stack.push(Constant.NONE);
      case 0x88 -> stack.push(Constant.TRUE);
      case 0x89 -> stack.push(Constant.FALSE);
      case '(' -> stack.push(Constant.MARK);
      case 'K' -> stack.push(new Whole(in.get() & 0xff));
      case 'M' -> stack.push(new Whole(in.getShort() & 0xffff));
      case 'J' -> stack.push(new Whole(in.getInt()));
      case 'U', 'C', 0x8c -> stack.push(text(in.get() & 0xff));
      case 'T', 'B', 'X' -> stack.push(text(in.getInt()));
      case 0x8e, 0x96 -> stack.push(text(in.getLong()));
      case '}' -> stack.push(new Dictionary(new HashMap<>()));
      case ']' -> stack.push(new Sequence(new ArrayList<>()));
      case ')' -> stack.push(new Sequence(List.of()));
      case 't' -> stack.push(new Sequence(stack.popToMark()));
      case 0x85 -> stack.push(new Sequence(stack.pop(1)));
      case 0x86 -> stack.push(new Sequence(stack.pop(2)));
      case 0x87 -> stack.push(new Sequence(stack.pop(3)));
      case 'a' -> append(stack.pop(1));
      case 'e' -> append(stack.popToMark());
      case 's' -> put(stack.pop(2));
      case 'u' -> put(stack.popToMark());
      case 'q' -> memo.put(in.get() & 0xff, stack.top());
      case 'r' -> memo.put(in.getInt(), stack.top());
      case 0x94 -> memo.put(memo.size(), stack.top());
      case 'h' -> recall(in.get() & 0xff);
      case 'j' -> recall(in.getInt());
      case 'c' -> global(List.of(line(), line()));
      case 0x93 -> global(stack.pop(2));
      case 'R' -> call(stack.pop(2));
      case 'b' -> build(stack.pop());
      default -> throw broken("opcode 0x%02x at byte %d".formatted(opcode, in.position() - 1));
    }
  }

  private void protocol(int version) {
    if (version < 2 || version > 5) {
      throw broken("protocol " + version);
    }
  }

  private Text text(long length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    Text text = new Text(in.array(), in.position(), (int) length);
    in.position(in.position() + (int) length);
    return text;
  }

  private Text line() {
    int from = in.position();
    while (in.get() != '\n') {}
    return new Text(in.array(), from, in.position() - 1 - from);
  }

  private void recall(int number) {
    PickleValue value = memo.get(number);
    if (value == null) {
      throw new NoSuchElementException("no memo " + number);
    }
    stack.push(value);
  }

  private void append(List<PickleValue> items) {
    if (!(stack.top() instanceof Sequence list) || !(list.items() instanceof ArrayList)) {
      throw broken("items that go into no list at byte " + in.position());
    }
    list.items().addAll(items);
  }

  private void put(List<PickleValue> keysAndValues) {
    if (!(stack.top() instanceof Dictionary dictionary) || keysAndValues.size() % 2 != 0) {
      throw broken("entries that go into no dictionary at byte " + in.position());
    }
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      dictionary.entries().put(name(keysAndValues.get(i)), keysAndValues.get(i + 1));
    }
  }

  private String name(PickleValue value) {
    if (!(value instanceof Text text) || text.length() > LONGEST_NAME) {
      throw broken("a name that is no short string at byte " + in.position());
    }
    return text.characters();
  }

  private void global(List<? extends PickleValue> moduleAndName) {
    Global global = new Global(name(moduleAndName.get(0)) + "." + name(moduleAndName.get(1)));
    if (!PickledNumpy.knows(global)) {
      throw broken("the Python name " + global.name().replaceAll("[^\\w.]", "?"));
    }
    stack.push(global);
  }

  private void call(List<PickleValue> functionAndArguments) {
    if (!(functionAndArguments.get(0) instanceof Global function)
        || !(functionAndArguments.get(1) instanceof Sequence arguments)) {
      throw broken("a call of no function at byte " + in.position());
    }
    if (++calls > MOST_CALLS) {
      throw broken("more than " + MOST_CALLS + " calls");
    }
    copied += PickledNumpy.copiedBy(function, arguments);
    if (copied > in.limit()) { // no bytes are encoded twice
      throw broken("calls that copy more bytes than it has");
    }
    stack.push(
        PickledNumpy.call(function, arguments)
            .orElseThrow(() -> unlike("a call of " + function.name() + " that makes no bytes")));
  }

  private void build(PickleValue state) {
    if (stack.top() instanceof ByteArray array) {
      array.fill(
          PickledNumpy.matrix(state)
              .orElseThrow(() -> unlike("a numpy array that is no matrix of bytes, row by row")));
    } else if (stack.top() != Constant.BYTE_TYPE) { // whose state adds nothing for single bytes
      throw broken("a state of no array at byte " + in.position());
    }
  }

  /** Python can make a batch of it. */
  private InputException unlike(String found) {
    return new InputException(
        "%s: expected %s, found %s; in Python, make labels a list (labels.tolist()) and data uint8, and dump it again"
            .formatted(file, EXPECTED, found));
  }

  private InputException broken(String found) {
    return Cifar10Layout.broken(file, EXPECTED, found);
  }

  /** The values that are still to be put into others. */
  private static final class Stack {
    private final List<PickleValue> values = new ArrayList<>();

    void push(PickleValue value) {
      values.add(value);
    }

    /**
     * The value on top, which stays there.
     *
     * @throws NoSuchElementException if there is none
     */
    PickleValue top() {
      if (values.isEmpty() || values.get(values.size() - 1) == Constant.MARK) {
        throw new NoSuchElementException("no value on the stack");
      }
      return values.get(values.size() - 1);
    }

    /**
     * Takes the value on top.
     *
     * @throws NoSuchElementException if there is none
     */
    PickleValue pop() {
      PickleValue value = top();
      values.remove(values.size() - 1);
      return value;
    }

    /**
     * Takes the {@code count} values on top, the topmost last.
     *
     * @throws NoSuchElementException if there are fewer
     */
    List<PickleValue> pop(int count) {
      PickleValue[] popped = new PickleValue[count];
      for (int i = count - 1; i >= 0; i--) {
        popped[i] = pop();
      }
      return List.of(popped);
    }

    /**
     * Takes all values above the topmost mark, and the mark.
     *
     * @throws NoSuchElementException if there is no mark
     */
    List<PickleValue> popToMark() {
      int mark = values.lastIndexOf(Constant.MARK);
      if (mark < 0) {
        throw new NoSuchElementException("no mark on the stack");
      }
      List<PickleValue> above = values.subList(mark + 1, values.size());
      List<PickleValue> popped = List.copyOf(above);
      above.clear();
      values.remove(mark);
      return popped;
    }

    boolean isEmpty() {
      return values.isEmpty();
    }
  }
}
