package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.towers.Headway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeterLineTest {
  private static final Headway TRAINING = new Headway("train", "images", 30_000, 100_000, 11_670);
  private static final Headway DOWNLOAD =
      new Headway(
          "Downloading cifar-10-binary.tar.gz", "bytes", 17_049_848, 170_498_071, 12_345_678);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "39  | train  30 % 11,670 images/s, 6 s left",
        "59  | train  30 % [====>              ] 11,670 images/s, 6 s left",
        "79  | train  30 % [==>         ]  30,000 of 100,000 images, 11,670 images/s, 6 s left",
        "119 | train  30 % [===========>                            ]  30,000 of 100,000 images,"
            + " 11,670 images/s, 6 s left"
      })
  void holdsWhatThereIsRoomFor(int columns, String line) {
    assertEquals(line, new MeterLine(TRAINING).in(columns));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "39  | Downloadin..  10 % 12.3 MB/s, 12 s left",
        "61  | Downloading cifar-10-binary.tar.gz  10 % 12.3 MB/s, 12 s left",
        "79  | Downloading cifar-10-binary.tar.gz  10 %  17 of 170 MB, 12.3 MB/s, 12 s left",
      })
  void aLongNameIsCutAtLast(int columns, String line) {
    assertEquals(line, new MeterLine(DOWNLOAD).in(columns));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 10, 20, 39, 59, 79, 119, 199})
  void neverIsTooLong(int columns) {
    assertTrue(new MeterLine(TRAINING).in(columns).length() <= columns);
    assertTrue(new MeterLine(DOWNLOAD).in(columns).length() <= columns);
  }

  @Test
  void someLettersTakeTwoColumns() {
    Headway wide = new Headway("Reading \u732b\u306e\u5199\u771f", "images", 5, 10, 1);
    assertEquals("Reading \u732b..  50 % 1.0 images/s, 5 s left", new MeterLine(wide).in(41));
  }

  @Test
  void whatIsNotKnownIsNotTold() {
    assertEquals("read 6 MB", new MeterLine(new Headway("read", "bytes", 6_000_000, 0, 0)).in(79));
    assertEquals(
        "train 100 % [========================================] 10 of 10 images, 5.0 images/s",
        new MeterLine(new Headway("train", "images", 10, 10, 5)).in(199));
  }

  @Test
  void aNameDoesNotSteerTheTerminal() {
    assertEquals(
        "Reading ?[31m 6 MB",
        new MeterLine(new Headway("Reading \033[31m", "bytes", 6_000_000, 0, 0)).in(79));
  }
}
