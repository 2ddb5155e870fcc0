package dev.towers.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.towers.ChromiumProgram;
import dev.towers.hostile.EncodedSamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser, where there is Chromium. */
@Timeout(120)
class PageIT {
  @TempDir private Path folder;

  @Test
  void pictureIsDroppedAndItsClassesAreSeen() throws Exception {
    Optional<Path> program = ChromiumProgram.find();
    assumeTrue(program.isPresent(), "no Chromium on the path, and CHROMIUM names none");
    byte[] file = EncodedSamples.pngAndJpeg(60, 40).get(7);
    Path picture = Files.write(folder.resolve("<b>noise & more.jpg"), file);
    Path other = Files.writeString(folder.resolve("words.png"), "no picture");
    try (Served served = Served.open(folder, Limits.usual());
        Chromium page = Chromium.open(program.get(), folder.resolve("browser"), served.uri())) {
      page.await("document.getElementById('name').textContent === 'model'");
      assertEquals(10, page.evaluate("document.querySelectorAll('#classes li').length").asInt());
      assertTrue(
          page.evaluate("document.getElementById('curl').textContent")
              .asText()
              .contains(served.uri() + "v1/models/model:predict"));

      page.drop("#drop", List.of(picture, other));
      page.await("document.querySelectorAll('.result:not(.waiting)').length === 2");
      JsonNode answer = served.ask(file).json().get("predictions").get(0);
      String best = answer.get("class_names").get(answer.get("classes").asInt()).asText();
      assertEquals(List.of("<b>noise & more.jpg", "words.png"), texts(page, ".file"));
      assertEquals(best, texts(page, ".bar:first-child span:first-child").get(0));
      assertEquals(5, page.evaluate("document.querySelectorAll('.bar').length").asInt());
      page.await("document.querySelector('.picture img').naturalWidth === 60");
      assertEquals(
          "Your picture <b>noise & more.jpg",
          page.evaluate("document.querySelector('.picture img').alt").asText());
      String refusal = texts(page, ".bad .verdict").get(0);
      assertTrue(refusal.startsWith("This is no picture that the model can read"), refusal);

      page.evaluate("document.querySelector('.rest').click()");
      page.await("document.querySelectorAll('.bar').length === 10");
      for (int width : new int[] {320, 360, 800, 1400}) {
        page.call(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", width, "height", 700, "deviceScaleFactor", 1, "mobile", false));
        page.await("innerWidth === %1$d && document.body.scrollWidth <= %1$d".formatted(width));
      }
    }
  }

  private static List<String> texts(Chromium page, String selector) throws Exception {
    JsonNode all =
        page.evaluate(
            "[...document.querySelectorAll('%s')].map(each => each.textContent)"
                .formatted(selector));
    return IntStream.range(0, all.size()).mapToObj(i -> all.get(i).asText()).toList();
  }
}
