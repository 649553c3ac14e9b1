package dev.repostore.git;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.CoreConfig.EolStreamType;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.io.EolStreamTypeUtil;

/** Writes files into the working tree, never through a link. For one thread. */
final class WorkWriter implements Closeable {

  private static final int SLICE = 64 * 1024;
  private static final int LONGEST_TARGET = 64 * 1024;

  private final ObjectReader reader;
  private final FolderChain folders;
  private final boolean links;
  private final Consumer<String> touched;

  /**
   * @param links whether the system has symbolic links; files stand for them where it has none
   * @param touched is told of each path where something else is from now on
   */
  WorkWriter(Repository repository, Path root, boolean links, Consumer<String> touched)
      throws IOException {
    this.folders = new FolderChain(root, repository.getDirectory().toPath());
    this.reader = repository.newObjectReader();
    this.links = links;
    this.touched = touched;
  }

  void write(WorkFile file) throws IOException {
    HeldFolder folder = Objects.requireNonNull(folders.parentOf(file.path(), true));
    String name = FolderChain.nameOf(file.path());
    if (file.isSubmodule()) {
      folder.child(name, folders.workshop()).close();
      return;
    }
    try {
      put(file, folder, name);
    } catch (FileAlreadyExistsException taken) {
      if (!file.replace() || !folder.delete(name)) {
        throw taken;
      }
      touched.accept(file.path());
      put(file, folder, name);
    }
    BasicFileAttributes written = folder.attributes(name);
    file.entry().setLength(written.size());
    file.entry().setLastModified(written.lastModifiedTime().toInstant());
  }

  private void put(WorkFile file, HeldFolder folder, String name) throws IOException {
    ObjectLoader blob = reader.open(file.entry().getObjectId(), Constants.OBJ_BLOB);
    if (file.isLink() && links) {
      byte[] target = blob.getCachedBytes(LONGEST_TARGET);
      folder.link(name, new String(target, StandardCharsets.UTF_8), folders.workshop());
      touched.accept(file.path());
      return;
    }
    try (SeekableByteChannel out = folder.create(name, file.isExecutable())) {
      touched.accept(file.path());
      if (file.eol() != EolStreamType.DIRECT && !file.isLink()) {
        try (OutputStream lines =
            EolStreamTypeUtil.wrapOutputStream(Channels.newOutputStream(out), file.eol())) {
          blob.copyTo(lines);
        }
      } else if (blob.isLarge()) {
        blob.copyTo(Channels.newOutputStream(out));
      } else {
        writeAll(out, blob.getCachedBytes());
      }
    }
  }

  /** In slices: the system's copy of each is kept, and would be as large as the largest file. */
  private static void writeAll(SeekableByteChannel out, byte[] bytes) throws IOException {
    for (int at = 0; at < bytes.length; at += SLICE) {
      ByteBuffer slice = ByteBuffer.wrap(bytes, at, Math.min(SLICE, bytes.length - at));
      while (slice.hasRemaining()) {
        out.write(slice);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (reader) {
      folders.close();
    }
  }
}
