package dev.towers.serve;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Who may ask. A browser sends requests on behalf of any page that it shows, so two kinds are
 * refused: those to a name that is not this machine's while the server listens for this machine
 * alone, for a page elsewhere may have let its own name point here (DNS rebinding); and calls that
 * come from a page of another origin.
 *
 * @param loopback whether the server listens for this machine alone
 */
record Callers(boolean loopback) {
  private static final Pattern THIS_MACHINE =
      Pattern.compile("localhost|.+\\.localhost|127(\\.[0-9]{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  /**
   * @param host for which the request is meant, without its port; null where it does not say
   * @param authority the same with its port
   * @param origin of the page that a browser asks for; null where it does not say
   * @throws Refusal if the request may come from a page elsewhere
   */
  void require(String method, String host, String authority, String origin) {
    if (loopback && host != null && !THIS_MACHINE.matcher(lower(host)).matches()) {
      throw new Refusal(
          403,
          "expected localhost or 127.0.0.1 as the host, found %s: this server answers this machine"
              .formatted(host));
    }
    if (method.equals("POST") && origin != null && !isOwn(origin, authority)) {
      throw new Refusal(
          403, "expected a request of the server's own page, found one of %s".formatted(origin));
    }
  }

  private static boolean isOwn(String origin, String authority) {
    try {
      String page = URI.create(origin).getRawAuthority();
      return page != null && authority != null && lower(page).equals(lower(authority));
    } catch (IllegalArgumentException e) {
      return false; // the word null for one, of pages that have no origin
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
