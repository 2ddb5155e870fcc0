package dev.towers.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.InputException;
import dev.towers.data.ImageForm.Fit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFormTest {
  @ParameterizedTest
  @CsvSource({"32, 32, 32", "48x64, 48, 64", "1, 1, 1", "4096, 4096, 4096", "native, 0, 0"})
  void readsSizes(String text, int height, int width) {
    assertEquals(new ImageForm(height, width, Fit.CROP), ImageForm.parse(text, Fit.CROP));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "-1", "4097", "100000", "99999999999", "32x", "x32", "32x32x3", "big"})
  void refusesWhatIsNoSize(String text) {
    InputException e = assertThrows(InputException.class, () -> ImageForm.parse(text, Fit.STRETCH));
    assertTrue(e.getMessage().contains("from 1 to 4096"), e.getMessage());
  }

  @Test
  void wordsOfFits() {
    for (Fit fit : Fit.values()) {
      assertEquals(fit, Fit.named(fit.word()));
    }
    InputException e = assertThrows(InputException.class, () -> Fit.named("squash"));
    assertEquals("fit takes stretch, crop, pad, not 'squash'", e.getMessage());
  }
}
