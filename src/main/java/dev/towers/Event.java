package dev.towers;

import java.util.List;

/** Something that came of work: people read lines about it, programs its fields. */
public interface Event {
  /** What programs call it, in snake_case; it stays as it is. */
  String name();

  /** What people read of it; nothing where only programs ask. */
  default List<String> lines() {
    return List.of();
  }

  /** The one of the lines that matters most; empty where none does. */
  default String headline() {
    return "";
  }

  /** What programs read of it, to be written as JSON: by default the components of the record. */
  default Object fields() {
    return this;
  }
}
