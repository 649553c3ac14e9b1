package dev.repostore.git;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.util.IO;

/**
 * Writes single objects as Git does: compressed in haste, for they are packed well later on. JGit
 * takes four times as long to make them a little smaller.
 */
class LooseInserter extends ObjectInserter.Filter {

  private static final int SMALL = 1 << 20;

  /** Opens what is to be written. */
  interface Content {
    InputStream open() throws IOException;
  }

  private final ObjectInserter own;
  private final ObjectDirectory objects;
  private final Config config;

  /** @param own what does the rest */
  LooseInserter(ObjectInserter own, ObjectDirectory objects, Config config) {
    this.own = own;
    this.objects = objects;
    this.config = config;
  }

  @Override
  protected ObjectInserter delegate() {
    return own;
  }

  @Override
  public ObjectId insert(int type, long length, InputStream in) throws IOException {
    if (length > SMALL) {
      return own.insert(type, length, in);
    }
    byte[] content = new byte[(int) length];
    IO.readFully(in, content, 0, content.length);
    return insert(type, content, 0, content.length);
  }

  @Override
  public ObjectId insert(int type, byte[] content) throws IOException {
    return insert(type, content, 0, content.length);
  }

  @Override
  public ObjectId insert(int type, byte[] content, int from, int length) throws IOException {
    ObjectId id = idFor(type, content, from, length);
    if (!objects.has(id)) {
      write(id, type, content, from, length);
    }
    return id;
  }

  /** Prepares what is known to be called so, and to be in no pack. Several threads may. */
  Unnamed prepare(ObjectId id, int type, byte[] content) throws IOException {
    return objects.fileFor(id).exists()
        ? Unnamed.NOTHING
        : prepare(id, type, content, 0, content.length);
  }

  /**
   * As {@link #prepare(ObjectId, int, byte[])}; a long one is all written when it is named.
   *
   * @param content is opened once
   */
  Unnamed prepare(ObjectId id, int type, long length, Content content) throws IOException {
    if (length > SMALL) {
      return () -> {
        try (InputStream in = content.open()) {
          own.insert(type, length, in);
        }
      };
    }
    byte[] all = new byte[(int) length];
    try (InputStream in = content.open()) {
      IO.readFully(in, all, 0, all.length);
    }
    return prepare(id, type, all);
  }

  private void write(ObjectId id, int type, byte[] content, int from, int length)
      throws IOException {
    try (Unnamed written = prepare(id, type, content, from, length)) {
      written.name();
    }
  }

  private Unnamed prepare(ObjectId id, int type, byte[] content, int from, int length)
      throws IOException {
    File object = objects.fileFor(id);
    Path written = besides(object);
    Unnamed file = new Unnamed() {
      @Override
      public void name() throws IOException {
        move(written, object.toPath());
      }

      @Override
      public void close() throws IOException {
        Files.deleteIfExists(written);
      }
    };
    boolean whole = false;
    try {
      write(written, type, content, from, length);
      written.toFile().setReadOnly();
      whole = true;
      return file;
    } finally {
      if (!whole) {
        file.close();
      }
    }
  }

  /** Files are made sooner in the many folders of objects than in the one above them. */
  private static Path besides(File object) throws IOException {
    File folder = object.getParentFile();
    if (!folder.isDirectory()) {
      Files.createDirectories(folder.toPath());
    }
    return File.createTempFile("tmp_obj_", null, folder).toPath();
  }

  private void write(Path file, int type, byte[] content, int from, int length) throws IOException {
    Deflater deflater = new Deflater(level());
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      DeflaterOutputStream packed = new DeflaterOutputStream(out, deflater, 8 << 10);
      packed.write(Constants.encodeASCII(Constants.typeString(type) + " " + length + "\0"));
      packed.write(content, from, length);
      packed.finish();
      if (config.getBoolean(ConfigConstants.CONFIG_CORE_SECTION, "fsyncObjectFiles", false)) {
        out.getChannel().force(true);
      }
    } finally {
      deflater.end();
    }
  }

  private int level() {
    String core = ConfigConstants.CONFIG_CORE_SECTION;
    int usual = config.getInt(core, "compression", Deflater.BEST_SPEED);
    int level = config.getInt(core, "looseCompression", usual);
    return Math.max(Deflater.DEFAULT_COMPRESSION, Math.min(Deflater.BEST_COMPRESSION, level));
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      if (!Files.exists(to)) { // not even by somebody else
        throw failed;
      }
    }
  }
}
