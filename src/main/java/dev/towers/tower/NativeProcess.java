package dev.towers.tower;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalInt;

/** What a Java program cannot ask of its own process without native calls. */
public final class NativeProcess {
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;
  private static final int READ_ONLY = 0;
  private static final int WRITE_ONLY = 1;
  private static final int ACCESS_MODE = 3;
  private static final int GET_FLAGS = 3;
  private static final int GET_WINDOW_SIZE = 0x5413;
  private static final int WINDOW_SIZE_BYTES = 8;
  private static final int INTERRUPT = 2;
  private static final int TERMINATE = 15;
  private static final int NONE = -1;

  /** How many ask for silence now. */
  private static int silences;

  /** Where standard error is while it is diverted. */
  private static int savedError = NONE;

  static {
    NativeLibraries.hushLoaders();
  }

  /** The C library, whose functions have these names. */
  private interface C extends Library {
    int setenv(String name, String value, int overwrite);

    int isatty(int descriptor);

    int dup(int descriptor);

    int dup2(int from, int to);

    int open(String path, int flags);

    int close(int descriptor);

    int fcntl(int descriptor, int command);

    long write(int descriptor, byte[] bytes, long count);

    int ioctl(int descriptor, NativeLong request, byte[] result);

    Pointer signal(int number, Pointer action);
  }

  /** The same functions as Windows' C library calls them. */
  private interface WindowsC extends Library {
    int _putenv_s(String name, String value);

    int _isatty(int descriptor);
  }

  private NativeProcess() {}

  private static C c() {
    try {
      return Native.load(Platform.C_LIBRARY_NAME, C.class);
    } catch (LinkageError e) {
      throw NativeLibraries.ofJna(e);
    }
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

  /** Whether standard output is a terminal. */
  public static boolean outputIsTerminal() {
    return isTerminal(STANDARD_OUTPUT);
  }

  /** Whether standard error is a terminal. */
  public static boolean errorIsTerminal() {
    return isTerminal(STANDARD_ERROR);
  }

  private static boolean isTerminal(int descriptor) {
    return Platform.isWindows() ? windowsC()._isatty(descriptor) != 0 : c().isatty(descriptor) == 1;
  }

  /** The width of the terminal that standard error is, in columns, where that can be told. */
  public static synchronized OptionalInt errorColumns() {
    int error = savedError < 0 ? STANDARD_ERROR : savedError;
    byte[] size = new byte[WINDOW_SIZE_BYTES];
    if (!Platform.isLinux() || c().ioctl(error, new NativeLong(GET_WINDOW_SIZE), size) != 0) {
      return OptionalInt.empty();
    }
    int columns = ByteBuffer.wrap(size).order(ByteOrder.nativeOrder()).getShort(2) & 0xffff;
    return columns == 0 ? OptionalInt.empty() : OptionalInt.of(columns);
  }

  /** From now on Ctrl-C or a request to terminate ends the process at once, whatever it does. */
  public static void endAtNextSignal() {
    if (!Platform.isWindows()) {
      c().signal(INTERRUPT, Pointer.NULL); // the default action
      c().signal(TERMINATE, Pointer.NULL);
    }
  }

  /** Standard error for the program's own words. */
  public static OutputStream errorOutput() {
    OutputStream plain = new FileOutputStream(FileDescriptor.err);
    return new OutputStream() {
      @Override
      public void write(int oneByte) throws IOException {
        write(new byte[] {(byte) oneByte}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        synchronized (NativeProcess.class) {
          if (savedError < 0) {
            plain.write(bytes, from, length);
          } else {
            writeAll(savedError, Arrays.copyOfRange(bytes, from, from + length));
          }
        }
      }
    };
  }

  private static void writeAll(int descriptor, byte[] bytes) throws IOException {
    byte[] left = bytes;
    while (left.length > 0) {
      long written = c().write(descriptor, left, left.length);
      if (written < 0) {
        throw new IOException("standard error cannot be written");
      }
      left = Arrays.copyOfRange(left, (int) written, left.length);
    }
  }

  /**
   * From now on what native code writes to standard error is lost. Several may ask for silence at a
   * time; what is written to {@link #errorOutput} is heard all the same.
   */
  static void silence() {
    System.err.flush(); // without our lock: whoever writes holds the stream's, and then wants ours
    divert();
  }

  private static synchronized void divert() {
    silences++;
    if (silences > 1 || Platform.isWindows() || !errorIsOpen()) {
      return;
    }
    C c = c();
    savedError = c.dup(STANDARD_ERROR);
    int nowhere = c.open("/dev/null", WRITE_ONLY);
    if (savedError >= 0 && nowhere >= 0) {
      c.dup2(nowhere, STANDARD_ERROR);
    }
    c.close(nowhere);
  }

  /** Ends one {@link #silence}. */
  static synchronized void unsilence() {
    silences--;
    if (silences == 0 && savedError >= 0) {
      c().dup2(savedError, STANDARD_ERROR);
      c().close(savedError);
      savedError = NONE;
    }
  }

  /**
   * Whether descriptor 2 is standard error. Where a process begins without one, the next file that
   * the Java machine opens to read, its own classes for instance, takes that number.
   */
  private static boolean errorIsOpen() {
    int flags = c().fcntl(STANDARD_ERROR, GET_FLAGS);
    return flags >= 0 && (flags & ACCESS_MODE) != READ_ONLY;
  }
}
