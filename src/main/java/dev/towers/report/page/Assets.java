package dev.towers.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The style and the scripts that go into a page, and the policy that lets nothing else in.
 *
 * @param style of all
 * @param scripts in the order in which they run
 */
public record Assets(String style, List<String> scripts) {
  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  public Assets {
    scripts = List.copyOf(scripts);
  }

  /** Those that the jar carries. */
  static Assets ofJar() {
    return new Assets(
        text(CHARTS + "uPlot.min.css") + text("page.css"),
        List.of(text(CHARTS + "uPlot.iife.min.js"), text("page.js")));
  }

  /** What a browser may load and run: this style, these scripts, and images that a page holds. */
  public String policy() {
    StringBuilder policy = new StringBuilder("default-src 'none'; img-src data:; style-src");
    policy.append(hash(style)).append("; script-src");
    scripts.forEach(script -> policy.append(hash(script)));
    return policy.append("; base-uri 'none'; form-action 'none'").toString();
  }

  private static String hash(String text) {
    return " 'sha256-%s'".formatted(Base64.getEncoder().encodeToString(DigestUtils.sha256(text)));
  }

  private static String text(String resource) {
    try (InputStream bytes = Assets.class.getResourceAsStream(resource)) {
      if (bytes == null) {
        throw new IllegalStateException("there is no " + resource);
      }
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
