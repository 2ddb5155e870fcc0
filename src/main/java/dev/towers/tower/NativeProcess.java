package dev.towers.tower;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/** What a Java program cannot ask of its own process without native calls. */
public final class NativeProcess {
  private static final int STANDARD_ERROR = 2;
  private static final int WRITE_ONLY = 1;

  /** The C library, whose functions have these names. */
  private interface C extends Library {
    int setenv(String name, String value, int overwrite);

    int isatty(int descriptor);

    int dup(int descriptor);

    int dup2(int from, int to);

    int open(String path, int flags);

    int close(int descriptor);
  }

  /** The same functions as Windows' C library calls them. */
  private interface WindowsC extends Library {
    int _putenv_s(String name, String value);

    int _isatty(int descriptor);
  }

  private NativeProcess() {}

  private static C c() {
    return Native.load(Platform.C_LIBRARY_NAME, C.class);
  }

  private static WindowsC windowsC() {
    return Native.load("msvcrt", WindowsC.class);
  }

  /** Sets an environment variable that native libraries will read, unless the user has set it. */
  static void setEnvironment(String name, String value) {
    if (System.getenv(name) != null) {
      return;
    }
    if (Platform.isWindows()) {
      windowsC()._putenv_s(name, value);
    } else {
      c().setenv(name, value, 1);
    }
  }

  /** Whether standard error is a terminal. */
  public static boolean errorIsTerminal() {
    return Platform.isWindows()
        ? windowsC()._isatty(STANDARD_ERROR) != 0
        : c().isatty(STANDARD_ERROR) == 1;
  }

  /** Runs {@code action} while what anyone, native code too, writes to standard error is lost. */
  public static void withoutErrorOutput(Runnable action) {
    if (Platform.isWindows()) {
      action.run();
      return;
    }
    C c = c();
    System.err.flush();
    int saved = c.dup(STANDARD_ERROR);
    int nowhere = c.open("/dev/null", WRITE_ONLY);
    c.dup2(nowhere, STANDARD_ERROR);
    try {
      action.run();
    } finally {
      c.dup2(saved, STANDARD_ERROR);
      c.close(saved);
      c.close(nowhere);
    }
  }
}
