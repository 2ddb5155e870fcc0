package dev.towers;

/** The version of this program. */
public final class Version {
  private Version() {}

  /** As the jar's manifest has it; words that say so where there is no jar. */
  public static String number() {
    String number = Version.class.getPackage().getImplementationVersion();
    return number == null ? "without a jar" : number;
  }
}
