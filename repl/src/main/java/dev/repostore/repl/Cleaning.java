package dev.repostore.repl;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A stream to a terminal on which a stranger's text moves nothing: see {@link Visible#text}. For
 * JShell's answers; its line editor has another way to the terminal. Written to by one thread at a
 * time, as a {@link PrintStream} sees to.
 */
final class Cleaning extends OutputStream {

  private final PrintStream out;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private Cleaning(PrintStream out) {
    this.out = out;
  }

  static PrintStream of(PrintStream out) {
    return new PrintStream(new Cleaning(out), true, StandardCharsets.UTF_8);
  }

  @Override
  public void write(int next) {
    written.write(next);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    written.write(bytes, from, length);
  }

  /** Only here, for a character is several bytes. */
  @Override
  public void flush() {
    String text = written.toString(StandardCharsets.UTF_8);
    written.reset();
    out.print(Visible.text(text));
    out.flush();
  }
}
