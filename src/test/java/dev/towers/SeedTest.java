package dev.towers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedTest {
  private static final Seed SEED = new Seed(7);

  @Test
  void sameDerivationGivesSameSeed() {
    assertEquals(new Seed(7).derive("conv1.weights"), SEED.derive("conv1.weights"));
    assertEquals(new Seed(7).derive(3), SEED.derive(3));
  }

  /** The first number of SplitMix64 from 0, as published with it. */
  @Test
  void mixesAsSplitMix64Does() {
    assertEquals(new Seed(0xE220A8397B1DCDAFL), new Seed(0).derive(""));
  }

  /** A change would silently change what every published seed stands for. */
  @Test
  void derivationNeverChanges() {
    assertEquals(new Seed(0x4044238DEE4725D5L), SEED.derive("order"));
    assertEquals(new Seed(0xF53A29A2695577C0L), SEED.derive(3));
  }

  @Test
  void purposesThatShareLettersDiffer() {
    assertNotEquals(SEED.derive("ab"), SEED.derive("ba"));
    assertNotEquals(SEED.derive("a"), SEED.derive("aa"));
    assertNotEquals(SEED.derive(""), SEED);
  }

  @Test
  void neighboringSeedsAndNumbersGiveDifferentSeeds() {
    Set<Seed> derived = new HashSet<>();
    for (long seed = -50; seed < 50; seed++) {
      for (long number = -50; number < 50; number++) {
        derived.add(new Seed(seed).derive(number));
      }
    }
    assertEquals(10_000, derived.size());
  }

  @Test
  void derivedBitsAreBalanced() {
    long ones = 0;
    for (long number = 0; number < 10_000; number++) {
      ones += Long.bitCount(SEED.derive(number).value());
    }
    assertEquals(32, ones / 10_000.0, 0.2);
  }
}
