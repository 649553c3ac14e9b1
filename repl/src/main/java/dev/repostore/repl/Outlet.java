package dev.repostore.repl;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers why it could not be written to, which a {@link PrintStream} does
 * not: whether its reader has gone, as that of {@code | head} does, or something is wrong.
 */
public final class Outlet extends OutputStream {

  /** What a process ends with whose reader has gone: as if the signal for that had ended it. */
  public static final int UNHEARD = 141;

  private static volatile @Nullable Outlet installed;

  private final OutputStream out;
  private volatile @Nullable String reason;
  private boolean told;

  Outlet(OutputStream out) {
    this.out = out;
  }

  /** From now on, for this whole process. */
  public static void install() {
    Outlet outlet = new Outlet(new FileOutputStream(FileDescriptor.out));
    String encoding = System.getProperty("stdout.encoding");
    Charset charset = encoding == null ? Charset.defaultCharset() : Charset.forName(encoding);
    System.setOut(new PrintStream(new BufferedOutputStream(outlet), true, charset));
    installed = outlet;
  }

  /**
   * What a process is to end with, once all that it has written is on its way.
   *
   * @param status what it would end with if that went well
   * @param say told what went wrong, unless it has been told, or nobody is there to hear it
   */
  public static int ended(int status, Consumer<Failure> say) {
    if (!System.out.checkError()) {
      return status;
    }
    int instead = unwritten(say);
    return status == 0 ? instead : status;
  }

  /** As {@link #ended}, where it is known that something was not written. */
  static int unwritten(Consumer<Failure> say) {
    Outlet outlet = installed;
    String reason = outlet == null ? null : outlet.reason;
    if (outlet == null || reason == null || isOfAReader(reason)) {
      return UNHEARD;
    }
    if (outlet.isToldNow()) {
      say.accept(Failure.told(
          "failed",
          "The output could not be written: " + reason + ". What was asked for may be done"
              + " nevertheless. Write the output elsewhere, and look what there is before you do it"
              + " again.",
          Failure.FAILED));
    }
    return Failure.FAILED;
  }

  private synchronized boolean isToldNow() {
    boolean first = !told;
    told = true;
    return first;
  }

  /** The message is in the language of the machine; what the output leads to is not. */
  private static boolean isOfAReader(String reason) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return target.startsWith("pipe:") || target.startsWith("socket:");
    } catch (IOException | UnsupportedOperationException unknown) {
      return reason.contains("pipe");
    }
  }

  /** Writes something, and remembers why that failed. */
  private void remember(Writing writing) throws IOException {
    try {
      writing.write();
    } catch (IOException failed) {
      if (reason == null) {
        reason = Objects.requireNonNullElse(failed.getMessage(), failed.toString());
      }
      throw failed;
    }
  }

  private interface Writing {
    void write() throws IOException;
  }

  @Override
  public void write(int next) throws IOException {
    remember(() -> out.write(next));
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    remember(() -> out.write(bytes, from, length));
  }

  @Override
  public void flush() throws IOException {
    remember(out::flush);
  }

  @Override
  public void close() throws IOException {
    remember(out::close);
  }
}
