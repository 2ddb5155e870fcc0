package dev.towers;

/** Results go one way, all that is said of the work another. */
record SplitOutput(Output results, Progress progress) implements Output {
  @Override
  public void print(String line) {
    results.print(line);
  }

  @Override
  public void tell(Event event) {
    results.tell(event);
  }

  @Override
  public void say(String line) {
    progress.say(line);
  }

  @Override
  public void warn(String line) {
    progress.warn(line);
  }

  @Override
  public String word(SettingName setting) {
    return progress.word(setting);
  }

  @Override
  public Meter open(String task, String unit, long total) {
    return progress.open(task, unit, total);
  }
}
