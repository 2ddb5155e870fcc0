package dev.towers.serve;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.DecoderException;
import org.apache.commons.codec.net.PercentCodec;

/**
 * What a path under {@code /v1/} asks for, by the patterns of TensorFlow Serving's {@code
 * http_rest_api_util.cc}.
 *
 * @param model the name; empty where the path has none
 * @param version of the model, in digits; the newest where there is none
 * @param label of a version; none is ever given to one here
 */
record RestPath(Call call, String model, Optional<String> version, Optional<String> label) {
  private static final Pattern API = Pattern.compile("(?i)/v1/.*");
  private static final String OF_MODEL = "(?:/versions/(?<version>\\d+)|/labels/(?<label>[^/:]+))?";
  private static final Pattern POST =
      Pattern.compile(
          "(?i)/v1/models/(?<model>[^/:]+)" + OF_MODEL + ":(?<call>classify|regress|predict)");
  private static final Pattern GET =
      Pattern.compile(
          "(?i)/v1/models(?:/(?<model>[^/:]+))?" + OF_MODEL + "(?:/(?<call>metadata))?");

  /** What is to be done. */
  enum Call {
    PREDICT,
    CLASSIFY,
    REGRESS,
    STATUS,
    METADATA
  }

  /** Whether a path is one of the REST interface. */
  static boolean isApi(String path) {
    return API.matcher(path).matches();
  }

  /**
   * @param path as it was sent, percent signs and all
   * @throws Refusal if the interface has no such call
   */
  static RestPath of(String method, String path) {
    Matcher matcher =
        switch (method) {
          case "POST" -> POST.matcher(path);
          case "GET" -> GET.matcher(path);
          default -> throw malformed(method, path);
        };
    if (!matcher.matches()) {
      throw malformed(method, path);
    }
    String call = matcher.group("call");
    return new RestPath(
        call == null ? Call.STATUS : Call.valueOf(call.toUpperCase(Locale.ROOT)),
        decoded(Optional.ofNullable(matcher.group("model")).orElse("")),
        Optional.ofNullable(matcher.group("version")),
        Optional.ofNullable(matcher.group("label")));
  }

  private static Refusal malformed(String method, String path) {
    return Refusal.invalid("Malformed request: %s %s", method, path);
  }

  private static String decoded(String name) {
    try {
      byte[] bytes = new PercentCodec().decode(name.getBytes(StandardCharsets.UTF_8));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (DecoderException e) {
      throw Refusal.invalid("Failed to decode model name:%s", name);
    }
  }
}
