package dev.towers.tower;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the memory of a long run small and flat. A step leaves so little garbage that the collector
 * would else wait for minutes, and touch hundreds of megabytes, before it had a reason to run.
 */
public final class LeanHeap {
  /** Options of the G1 collector that may be set while it runs. */
  private static final Map<String, String> OPTIONS = new LinkedHashMap<>();

  static {
    OPTIONS.put("G1PeriodicGCInterval", "500"); // milliseconds without a collection
    OPTIONS.put("MinHeapFreeRatio", "10"); // percent
    OPTIONS.put("MaxHeapFreeRatio", "20"); // percent: what is free beyond goes back to the system
  }

  private LeanHeap() {}

  /** Has no effect on Java machines with another collector. */
  public static void keep() {
    HotSpotDiagnosticMXBean machine =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (machine == null) {
      return;
    }
    try {
      OPTIONS.forEach(machine::setVMOption);
    } catch (IllegalArgumentException e) {
      // Another kind of Java machine, which has ways of its own.
    }
  }
}
