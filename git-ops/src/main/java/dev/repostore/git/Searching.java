package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks for lines, one file after the other, and holds no more than a few lines of it. */
final class Searching {

  private static final int LONGEST_LINE = 16 << 10;

  /** So often a search may look at characters, beside what any pattern needs: a second or two. */
  private static final long MOST_LOOKS = 1L << 26;

  private static final int LOOKS_AT_EACH = 64;

  /** Git looks so far for a NUL, too, to tell what is no text. */
  private static final int SNIFFED = 8000;

  private final Operation operation;
  private final Grep grep;
  private final Pattern glob;
  private final List<GrepHit> hits = new ArrayList<>();
  private long looks;
  private long searched;

  Searching(Operation operation, Grep grep) {
    this.operation = operation;
    this.grep = grep;
    this.glob = Glob.pattern(grep.glob());
  }

  List<GrepHit> hits() {
    return hits;
  }

  boolean isFull() {
    return hits.size() >= grep.limit();
  }

  /** Whether the search is to look into this file. */
  boolean isAbout(String path) {
    return glob.matcher(new Watched(path)).matches();
  }

  /** Looks into one file, if it is text. */
  void in(String path, InputStream content) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(content, SNIFFED);
    bytes.mark(SNIFFED);
    byte[] start = bytes.readNBytes(SNIFFED);
    bytes.reset();
    for (byte b : start) {
      if (b == 0) {
        return;
      }
    }
    lines(path, new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8)));
  }

  private void lines(String path, BufferedReader reader) throws IOException {
    Deque<String> before = new ArrayDeque<>();
    List<Open> open = new ArrayList<>();
    int number = 0;
    for (String line = next(reader); line != null; line = next(reader)) {
      number++;
      for (Open hit : open) {
        hit.after().add(line);
      }
      close(path, open, grep.context());
      if (hits.size() + open.size() < grep.limit() && matches(line)) {
        open.add(new Open(number, line, List.copyOf(before), new ArrayList<>()));
        close(path, open, grep.context());
      } else if (isFull()) {
        return;
      }
      before.add(line);
      if (before.size() > grep.context()) {
        before.remove();
      }
    }
    close(path, open, 0);
  }

  private boolean matches(String line) {
    searched += line.length();
    try {
      return grep.pattern().matcher(new Watched(line)).find();
    } catch (StackOverflowError deep) {
      throw tooHard("it goes too deep on a line of " + line.length() + " characters");
    }
  }

  static InvalidRequestException tooHard(String why) {
    return new InvalidRequestException(
        "pattern",
        "The pattern is too hard to match: " + why + ". Make it simpler (no repetition within a"
            + " repetition), look for plain text, or in fewer files.");
  }

  /** A hit whose following lines are still to come. */
  private record Open(int line, String text, List<String> before, List<String> after) {}

  private void close(String path, List<Open> open, int enough) {
    open.removeIf(hit -> {
      boolean done = hit.after().size() >= enough;
      if (done) {
        hits.add(new GrepHit(path, hit.line(), hit.text(), hit.before(), hit.after()));
      }
      return done;
    });
  }

  /** One line, of which no more is kept than is of use; null at the end. */
  private @Nullable String next(Reader reader) throws IOException {
    operation.check();
    StringBuilder line = new StringBuilder();
    int c = reader.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = reader.read()) {
      if (line.length() < LONGEST_LINE) {
        line.append((char) c);
      }
    }
    if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
      line.setLength(line.length() - 1);
    }
    return line.toString();
  }

  /** Text whose matching can be given up: some patterns take forever on some lines. */
  private final class Watched implements CharSequence {

    private final CharSequence text;

    Watched(CharSequence text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if ((++looks & 0xffff) == 0) {
        if (operation.isStopped()) {
          throw new IllegalStateException("given up");
        }
        if (looks > MOST_LOOKS + LOOKS_AT_EACH * searched) {
          throw tooHard("it takes too long");
        }
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Watched(text.subSequence(start, end));
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
