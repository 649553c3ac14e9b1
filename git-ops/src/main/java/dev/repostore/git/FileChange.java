package dev.repostore.git;

import dev.repostore.EntryType;
import dev.repostore.InvalidRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One change to the files of a branch. Paths are from the root, segments parted by {@code /}; what
 * Git refuses in a tree ({@code .git} in any disguise, {@code ..}, absolute names) ends in a
 * {@link PathRefusedException} right here, and what no disk can hold in an
 * {@link InvalidRequestException}.
 */
public sealed interface FileChange {

  /** Where bytes come from, as often as they are needed. */
  interface Content {
    /** Opens the bytes; closed by who asked. */
    InputStream open() throws IOException;

    /** How many there are. */
    long size() throws IOException;
  }

  /**
   * A file with this content, new or in place of the one there.
   *
   * @param type {@code BLOB}, {@code EXEC} or {@code SYMLINK}; null to leave it as it is, or a
   *     plain file where there is none
   */
  record Put(String path, Content content, @Nullable EntryType type) implements FileChange {

    /** Checks the path and the type. */
    public Put {
      Objects.requireNonNull(content, "content");
      if (type == EntryType.SYMLINK) {
        PathRule.requireLink(path);
      }
      PathRule.requireNew(path, "path");
      if (type == EntryType.TREE || type == EntryType.GITLINK) {
        throw new InvalidRequestException(
            "type", "Content can be a file or a link, not a " + type + ".");
      }
    }
  }

  /** The file, or the folder with all in it, is gone. */
  record Delete(String path) implements FileChange {

    /** Checks the path. */
    public Delete {
      PathRule.require(path);
    }
  }

  /** The file, or the folder with all in it, has another path; nothing may be there yet. */
  record Rename(String from, String to) implements FileChange {

    /** Checks both paths. */
    public Rename {
      PathRule.require(from);
      PathRule.requireNew(to, "to");
    }
  }

  /** A file with these bytes. */
  static FileChange put(String path, byte[] bytes) {
    return new Put(path, bytes(bytes), null);
  }

  /** A file with this text, as UTF-8. */
  static FileChange put(String path, String text) {
    return put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A file with the content of one on this machine, which is read when it is committed. */
  static FileChange put(String path, Path file) {
    return new Put(
        path,
        new Content() {
          @Override
          public InputStream open() throws IOException {
            requireFile();
            return Files.newInputStream(file);
          }

          @Override
          public long size() throws IOException {
            requireFile();
            return Files.size(file);
          }

          private void requireFile() {
            if (!Files.isRegularFile(file)) {
              throw new InvalidRequestException(
                  "changes",
                  "'" + PathRule.printable(path) + "' is to have the content of '"
                      + PathRule.printable(file.toString())
                      + "', which is no file here. Nothing was committed.");
            }
          }
        },
        null);
  }

  /** A file with these bytes that can be run. */
  static FileChange putExecutable(String path, byte[] bytes) {
    return new Put(path, bytes(bytes), EntryType.EXEC);
  }

  /**
   * A symbolic link.
   *
   * @throws InvalidRequestException with field {@code target} if none can lead there
   */
  static FileChange link(String path, String target) {
    PathRule.requireTarget(target);
    return new Put(path, bytes(target.getBytes(StandardCharsets.UTF_8)), EntryType.SYMLINK);
  }

  /** No such file or folder any more. */
  static FileChange delete(String path) {
    return new Delete(path);
  }

  /** Another path for a file or folder. */
  static FileChange rename(String from, String to) {
    return new Rename(from, to);
  }

  /** The paths it touches. */
  default List<String> paths() {
    if (this instanceof Put put) {
      return List.of(put.path());
    }
    if (this instanceof Rename rename) {
      return List.of(rename.from(), rename.to());
    }
    return List.of(((Delete) this).path());
  }

  private static Content bytes(byte[] given) {
    byte[] bytes = given.clone();
    return new Content() {
      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }

      @Override
      public long size() {
        return bytes.length;
      }
    };
  }
}
