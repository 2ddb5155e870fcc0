package dev.towers.report.page;

import dev.towers.evaluate.Answer;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A test image with what it is and what the network took it for.
 *
 * @param png the image, as the bytes of a file
 */
public record Portrait(byte[] png, Answer answer, String truth, String predicted) {

  /** Answers with their images, as far as there are images. */
  static List<Portrait> of(List<Answer> answers, List<byte[]> pngs, List<String> names) {
    return IntStream.range(0, Math.min(answers.size(), pngs.size()))
        .mapToObj(
            i -> {
              Answer answer = answers.get(i);
              String truth = names.get(answer.truth());
              return new Portrait(pngs.get(i), answer, truth, names.get(answer.predicted()));
            })
        .toList();
  }

  /** The image as an address that holds all of it. */
  public String source() {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }
}
