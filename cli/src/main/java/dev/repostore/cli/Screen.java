package dev.repostore.cli;

import dev.repostore.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Standard error without credentials: libraries log there, some of them whole requests with their
 * headers when somebody who looks for a fault turns that on. Passes on whole lines. Written to by
 * one thread at a time, as a {@link PrintStream} sees to.
 */
final class Screen extends OutputStream {

  private static final int LONGEST = 1 << 20;
  private static final List<String> VALUES = new CopyOnWriteArrayList<>();

  private final OutputStream out;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  Screen(OutputStream out) {
    this.out = out;
  }

  /** From now on, for this whole process; hides what its environment has secrets in. */
  static void install(Map<String, String> environment) {
    environment.forEach((name, value) -> {
      if (name.matches(".*(TOKEN|PASSWORD|SECRET|KEY).*")) {
        hide(value);
      }
    });
    System.setErr(new PrintStream(new Screen(System.err), true, StandardCharsets.UTF_8));
  }

  /** A value that must not appear, whatever it looks like. */
  static void hide(String value) {
    if (value.length() >= 6) {
      VALUES.add(value);
    }
  }

  @Override
  public void write(int next) throws IOException {
    line.write(next);
    if (next == '\n' || line.size() >= LONGEST) {
      pass();
    }
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    for (int at = from; at < from + length; at++) {
      write(bytes[at]);
    }
  }

  private void pass() throws IOException {
    out.write(masked(line.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
    out.flush();
    line.reset();
  }

  private static String masked(String text) {
    String masked = text;
    for (String value : VALUES) {
      masked = masked.replace(value, "***");
    }
    return Secret.mask(masked);
  }

  @Override
  public void close() throws IOException {
    pass();
    out.close();
  }
}
