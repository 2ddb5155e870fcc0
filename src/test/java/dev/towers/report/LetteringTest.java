package dev.towers.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LetteringTest {
  private static final Lettering LETTERING = Lettering.CAPTION;

  @BeforeEach
  void needsFonts() {
    assumeTrue(Fonts.usable());
  }

  @Test
  void aWordThatFitsStaysAsItIs() {
    assertEquals("truck", LETTERING.fit("truck", LETTERING.width("truck")));
  }

  @Test
  void aNameThatIsTooLongKeepsItsEnds() {
    String fitted = LETTERING.fit("Cavalier King Charles Spaniel", 96);
    assertTrue(fitted.startsWith("Cav") && fitted.endsWith("iel"), fitted);
    assertTrue(fitted.contains("…"), fitted);
    assertTrue(LETTERING.width(fitted) <= 96);
  }

  @Test
  void noCharacterIsCutInHalf() {
    String fitted = LETTERING.fit("😀".repeat(40), 96);
    assertEquals(
        fitted,
        "😀".repeat(fitted.indexOf('…') / 2)
            + "…"
            + "😀".repeat((fitted.length() - fitted.indexOf('…')) / 2));
  }

  @Test
  void noRoomAtAllStillEnds() {
    assertEquals("…", LETTERING.fit("truck", 0));
  }
}
