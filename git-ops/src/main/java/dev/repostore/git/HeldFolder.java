package dev.repostore.git;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder held open. What is done to a name in it is done in this very folder, whatever its path
 * leads to by then, and no link is followed. Where the system cannot do that, each name is looked
 * at before it is used. For one thread.
 */
@SuppressWarnings("StreamResourceLeak") // Its streams are closed with it.
final class HeldFolder implements Closeable {

  private static final Set<OpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  private static final FileAttribute<?>[] EXECUTABLE = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwxrwx"))
  };
  private static final FileAttribute<?>[] PLAIN = {};

  private final Path path;
  private final DirectoryStream<Path> stream;
  private final @Nullable SecureDirectoryStream<Path> secure;

  private HeldFolder(Path path, DirectoryStream<Path> stream) {
    this.path = path;
    this.stream = stream;
    this.secure = stream instanceof SecureDirectoryStream<Path> held ? held : null;
  }

  /** A folder by its real path. */
  static HeldFolder open(Path path) throws IOException {
    return new HeldFolder(path, Files.newDirectoryStream(path));
  }

  /** A folder in this one; null if there is none. */
  @Nullable
  HeldFolder child(String name) throws IOException {
    Path there = path.resolve(name);
    try {
      return new HeldFolder(there, openChild(name, there));
    } catch (NoSuchFileException missing) {
      return null;
    } catch (FileSystemException notFolder) {
      if (!Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)) {
        return null;
      }
      throw notFolder;
    }
  }

  /** A folder in this one, which is made if there is none. */
  HeldFolder child(String name, Workshop workshop) throws IOException {
    Path there = path.resolve(name);
    try {
      return new HeldFolder(there, openChild(name, there));
    } catch (NoSuchFileException missing) {
      return makeChild(name, there, workshop);
    } catch (FileSystemException notFolder) {
      throw refused(there, notFolder);
    }
  }

  /** Only one thread at a time: another's new folder would be put in the place of this one's. */
  private HeldFolder makeChild(String name, Path there, Workshop workshop) throws IOException {
    synchronized (HeldFolder.class) {
      try {
        return new HeldFolder(there, openChild(name, there));
      } catch (NoSuchFileException missing) {
        workshop.folder(path, secure, name);
      } catch (FileSystemException notFolder) {
        throw refused(there, notFolder);
      }
    }
    try {
      return new HeldFolder(there, openChild(name, there));
    } catch (FileSystemException notFolder) {
      throw refused(there, notFolder);
    }
  }

  private DirectoryStream<Path> openChild(String name, Path there) throws IOException {
    if (secure != null) {
      return secure.newDirectoryStream(
          path.getFileSystem().getPath(name), LinkOption.NOFOLLOW_LINKS);
    }
    BasicFileAttributes found =
        Files.readAttributes(there, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isDirectory()) {
      throw new FileSystemException(there.toString(), null, "no folder");
    }
    return Files.newDirectoryStream(there);
  }

  private static IOException refused(Path there, FileSystemException notFolder) {
    if (Files.isSymbolicLink(there)) {
      throw new PathRefusedException(
          there.toString(),
          "it is a symbolic link where a folder is needed, and no link is followed. Remove the link.",
          notFolder);
    }
    return notFolder;
  }

  /** A new file. */
  SeekableByteChannel create(String name, boolean executable) throws IOException {
    FileAttribute<?>[] mode = executable && !Systems.WINDOWS ? EXECUTABLE : PLAIN;
    return secure == null
        ? Files.newByteChannel(path.resolve(name), NEW, mode)
        : secure.newByteChannel(path.getFileSystem().getPath(name), NEW, mode);
  }

  /** A new symbolic link. */
  void link(String name, String target, Workshop workshop) throws IOException {
    Path there = path.resolve(name);
    if (secure != null && exists(name)) {
      throw new FileAlreadyExistsException(there.toString());
    }
    workshop.link(path, secure, name, path.getFileSystem().getPath(target));
    if (!attributes(name).isSymbolicLink()) {
      throw new PathRefusedException(
          there.toString(), "its folder was moved while it was written. Try again.");
    }
  }

  private boolean exists(String name) throws IOException {
    try {
      attributes(name);
      return true;
    } catch (NoSuchFileException missing) {
      return false;
    }
  }

  BasicFileAttributes attributes(String name) throws IOException {
    if (secure == null) {
      return Files.readAttributes(
          path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
    return secure
        .getFileAttributeView(
            path.getFileSystem().getPath(name),
            BasicFileAttributeView.class,
            LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  /** Whether there was such a file or link; no folder is taken for one. */
  boolean delete(String name) throws IOException {
    try {
      if (attributes(name).isDirectory()) {
        return false;
      }
      if (secure == null) {
        Files.delete(path.resolve(name));
      } else {
        secure.deleteFile(path.getFileSystem().getPath(name));
      }
      return true;
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  /** Deletes a folder if it is empty. */
  boolean deleteEmpty(String name) {
    try {
      if (secure == null) {
        Files.delete(path.resolve(name));
      } else {
        secure.deleteDirectory(path.getFileSystem().getPath(name));
      }
      return true;
    } catch (IOException full) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
