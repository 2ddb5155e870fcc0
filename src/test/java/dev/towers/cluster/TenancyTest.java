package dev.towers.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.towers.Recorded;
import dev.towers.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TenancyTest {
  private final AtomicLong now = new AtomicLong();
  private final Recorded told = new Recorded();

  @Test
  void aDriverThatIsSilentForLongerThanItsLeaseIsLetGo() throws Exception {
    try (Tenancy tenancy = new Tenancy(2222, told, now::get)) {
      Offer offer = tenancy.take(new Claim("run first", Version.number()));
      assertEquals(2222, offer.port());
      pass(Duration.ofSeconds(10), tenancy);
      tenancy.renew(offer.lease());
      pass(Duration.ofSeconds(10), tenancy);
      assertEquals(Optional.of("run first"), tenancy.driver());
      pass(Duration.ofNanos(1), tenancy);
      assertEquals(Optional.empty(), tenancy.driver());
      assertThrows(Tenancy.RefusedException.class, () -> tenancy.renew(offer.lease()));
    }
    assertEquals(
        List.of("Taken by run first", "Free again: the driver has been silent for 10 seconds"),
        told.printed());
  }

  private void pass(Duration time, Tenancy tenancy) {
    now.addAndGet(time.toNanos());
    tenancy.endSilent();
  }
}
