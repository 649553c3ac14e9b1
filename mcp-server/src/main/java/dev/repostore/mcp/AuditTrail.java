package dev.repostore.mcp;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An audit's file while it is open: at its end, under its name, and held by this process. An
 * interrupt closes none of it. Not thread-safe.
 */
final class AuditTrail implements AutoCloseable {

  /** More than the lines of all calls that run at once. */
  private static final long ROOM = 1 << 20;

  private final Path path;
  private final RandomAccessFile file;
  private final @Nullable Object key;
  private AuditSeal seal;
  private long end;

  private AuditTrail(Path path, Clock clock, RandomAccessFile file) throws IOException {
    this.path = path;
    this.file = file;
    AuditFile.End last = AuditFile.end(file);
    seal = last.seal();
    end = file.length();
    key = key(path);
    if (last.torn() > 0) {
      append(torn(last.torn(), clock), true);
    }
  }

  /** Goes on with a file, or makes it; it is written to only once its end is known to be good. */
  static AuditTrail at(Path path, Clock clock) throws IOException {
    RandomAccessFile file = AuditFile.open(path);
    boolean good = false;
    try {
      AuditTrail trail = new AuditTrail(path, clock, file);
      good = true;
      return trail;
    } finally {
      if (!good) {
        file.close();
      }
    }
  }

  /** Nobody is to wonder why there is a line less than was counted. */
  private static Map<String, Object> torn(long bytes, Clock clock) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", clock.instant().toString());
    line.put("torn_line_cut_off", Map.of("bytes", bytes));
    return line;
  }

  /**
   * Fails if no line could be written now: a file that was removed or replaced takes lines that
   * nobody will ever read, and a full disk takes none.
   */
  void requireRoom() throws IOException {
    requireSame();
    File disk = path.toFile();
    if (disk.getTotalSpace() > 0 && disk.getUsableSpace() < ROOM) {
      throw new IOException("the disk that '" + path + "' is on is full.");
    }
  }

  private void requireSame() throws IOException {
    boolean same;
    try {
      @Nullable Object now = key(path);
      same = now == null ? key == null : now.equals(key);
    } catch (NoSuchFileException removed) {
      same = false;
    }
    if (!same) {
      throw new IOException("'" + path + "' was removed or replaced while it was written to.");
    }
    if (file.length() != end) {
      throw new IOException("'" + path + "' was changed by somebody else while it was written to.");
    }
  }

  /** Null where files have none. */
  private static @Nullable Object key(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /**
   * Writes a line, or nothing of it.
   *
   * @param toDisk whether it is to be there after a loss of power
   */
  void append(Map<String, Object> about, boolean toDisk) throws IOException {
    requireSame();
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("seq", seal.number() + 1);
    line.putAll(about);
    AuditSeal next = seal.next(Json.text(line));
    byte[] bytes = (next.line() + "\n").getBytes(StandardCharsets.UTF_8);
    boolean whole = false;
    try {
      file.seek(end);
      file.write(bytes);
      if (toDisk) {
        file.getFD().sync();
      }
      whole = true;
    } finally {
      if (!whole) {
        file.setLength(end);
      }
    }
    seal = next;
    end += bytes.length;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
