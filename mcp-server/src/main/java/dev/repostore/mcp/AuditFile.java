package dev.repostore.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The file of an audit, to be checked. */
public final class AuditFile {

  /**
   * How a check came out.
   *
   * @param lines how many lines are as they were written
   * @param brokenLine the first that is not, from 1; null if there is none
   */
  public record Verdict(long lines, @Nullable Long brokenLine) {

    /** Whether every line is as it was written. */
    public boolean whole() {
      return brokenLine == null;
    }
  }

  /** More than two lines can have: each argument that is told is cut. */
  private static final int MOST_END = 1 << 20;

  private AuditFile() {}

  /**
   * Reads a whole audit, which a server that goes on with it does not, and checks its chain of
   * hashes: one changed byte is found, and so is a line that was taken out, put in or moved. Lines
   * taken off the end are not: keep the number of lines elsewhere to see that.
   *
   * @throws IOException if it cannot be read
   */
  public static Verdict verify(Path file) throws IOException {
    try {
      long lines = walk(file).number();
      boolean torn = lines > 0 && lastByte(file) != '\n';
      return torn ? new Verdict(lines - 1, lines) : new Verdict(lines, null);
    } catch (BrokenLineException broken) {
      return new Verdict(broken.line - 1, broken.line);
    }
  }

  private static final class BrokenLineException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long line;

    BrokenLineException(long line) {
      super("line " + line + " is not as it was written; check it with 'repostore audit verify'.");
      this.line = line;
    }
  }

  /** The last line's seal, after all others were checked. */
  private static AuditSeal walk(Path file) throws IOException {
    AuditSeal seal = AuditSeal.FIRST;
    try (InputStream in = Files.newInputStream(file)) {
      Lines lines = new Lines(in);
      for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
        Optional<AuditSeal> next = seal.check(text(line, seal));
        if (next.isEmpty()) {
          throw new BrokenLineException(seal.number() + 1);
        }
        seal = next.get();
      }
    }
    return seal;
  }

  private static String text(Lines.Line line, AuditSeal before) throws BrokenLineException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(line.bytes()))
          .toString();
    } catch (CharacterCodingException broken) {
      throw new BrokenLineException(before.number() + 1);
    }
  }

  private static int lastByte(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      channel.read(last, channel.size() - 1);
      return last.get(0);
    }
  }

  /**
   * Opens it for one process alone; makes it for its owner alone. No channel is read from or
   * written to: an interrupt, as one that cancels a call, would close it for all calls.
   */
  static RandomAccessFile open(Path path) throws IOException {
    create(path);
    if (!Files.isRegularFile(path)) {
      throw new IOException("'" + path + "' is not a plain file.");
    }
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      if (file.getChannel().tryLock() == null) {
        throw new IOException("another server writes to " + path + ". Give each its own file.");
      }
      return file;
    } catch (OverlappingFileLockException ours) {
      file.close();
      throw new IOException("another server writes to " + path + ". Give each its own file.", ours);
    } catch (IOException failed) {
      file.close();
      throw failed;
    }
  }

  private static void create(Path path) throws IOException {
    try {
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(path);
      }
    } catch (FileAlreadyExistsException there) {
      // It is gone on with.
    }
  }

  /**
   * Where an audit is gone on with.
   *
   * @param seal the last line's, which the next line goes on from
   * @param torn how many bytes after it are no whole line
   */
  record End(AuditSeal seal, long torn) {}

  /**
   * Where the file is gone on with; what a killed process left of a line is cut off. However long
   * the file is, its end alone is read: the last line has to be sealed by the one before it. What
   * is further up is {@link #verify}'s to check.
   *
   * @throws IOException also if the last line is not as it was written
   */
  static End end(RandomAccessFile file) throws IOException {
    byte[] end = lastBytes(file);
    int stop = lastBreak(end, end.length);
    int whole = stop + 1;
    int torn = end.length - whole;
    AuditSeal seal = whole == 0 && end.length < MOST_END ? AuditSeal.FIRST : lastSeal(end, stop);
    if (torn > 0) {
      file.setLength(file.length() - torn);
    }
    return new End(seal, torn);
  }

  private static AuditSeal lastSeal(byte[] end, int stop) throws IOException {
    int start = lastBreak(end, stop) + 1;
    String last = new String(end, start, Math.max(0, stop - start), StandardCharsets.UTF_8);
    return before(end, start)
        .flatMap(seal -> seal.check(last))
        .orElseThrow(() -> new IOException(
            "its last line is not as it was written; check it with 'repostore audit verify'."));
  }

  /** What the line says of itself that ends where another begins. */
  private static Optional<AuditSeal> before(byte[] end, int start) {
    if (start == 0) {
      return end.length < MOST_END ? Optional.of(AuditSeal.FIRST) : Optional.empty();
    }
    int from = lastBreak(end, start - 1) + 1;
    return AuditSeal.claimed(new String(end, from, start - 1 - from, StandardCharsets.UTF_8));
  }

  private static byte[] lastBytes(RandomAccessFile file) throws IOException {
    byte[] end = new byte[(int) Math.min(file.length(), MOST_END)];
    file.seek(file.length() - end.length);
    file.readFully(end);
    return end;
  }

  /** Where the last line break before {@code end} is; -1 if there is none. */
  private static int lastBreak(byte[] bytes, int end) {
    int at = end - 1;
    while (at >= 0 && bytes[at] != '\n') {
      at--;
    }
    return at;
  }
}
