package dev.towers.data.source;

import dev.towers.data.source.PickleValue.Constant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** The values of a {@link Pickle} that are still to be put into others. */
final class PickleStack {
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
