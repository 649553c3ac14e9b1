package dev.repostore.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

  private AuditFile() {}

  /**
   * Reads a whole audit and checks its chain of hashes: one changed byte is found, and so is a line
   * that was taken out, put in or moved. Lines taken off the end are not: keep the number of lines
   * elsewhere to see that.
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

  /** The last line's seal. */
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

  /** Opens it for one process alone, at its end; makes it for its owner alone. */
  static FileChannel open(Path path) throws IOException {
    create(path);
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (file.tryLock() == null) {
        throw new IOException("another server writes to " + path + ". Give each its own file.");
      }
      file.position(file.size());
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

  /** The last line's seal; what a killed process left of a line is cut off. */
  static AuditSeal lastSeal(Path path, FileChannel file) throws IOException {
    if (file.size() > 0 && lastByte(path) != '\n') {
      file.truncate(wholeLines(path));
      file.position(file.size());
    }
    return walk(path);
  }

  private static long wholeLines(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }
}
