package dev.towers.report.page;

/**
 * Something worth telling, such as a figure with its name.
 *
 * @param note what else there is to say of it; may be empty
 */
public record Fact(String name, String value, String note) {
  public Fact(String name, String value) {
    this(name, value, "");
  }
}
