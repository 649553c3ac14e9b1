package dev.repostore.git;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator.FileModeStrategy;
import org.eclipse.jgit.treewalk.WorkingTreeIterator.Entry;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.eclipse.jgit.util.ProcessResult;
import org.jspecify.annotations.Nullable;

/**
 * The files of a repository that runs nothing, no hook, no filter, no program at all, and reads
 * nothing through a link.
 */
class FencedFiles extends FS_POSIX {

  /** The name of no file, since nobody knows it. */
  private static final String NO_FILE = "none-" + UUID.randomUUID();

  private final boolean settings;

  FencedFiles(FS source) {
    this(source, false);
  }

  private FencedFiles(FS source, boolean settings) {
    super(source);
    this.settings = settings;
  }

  /**
   * The system's own, made so where it is one of POSIX; {@link FencedConfig} names no program.
   *
   * @param settings whether JGit finds a repository's settings; it would read all that they include
   */
  static FS on(FS detected, boolean settings) {
    return Systems.WINDOWS ? detected : new FencedFiles(detected, settings);
  }

  @Override
  public FS newInstance() {
    return new FencedFiles(this, settings);
  }

  @Override
  public File resolve(@Nullable File folder, String name) {
    boolean hidden = !settings && name.equals(Constants.CONFIG);
    return super.resolve(folder, hidden ? NO_FILE : name);
  }

  @Override
  public ProcessResult runHookIfPresent(
      Repository repository,
      String hook,
      String[] args,
      OutputStream out,
      OutputStream errors,
      String in) {
    return new ProcessResult(ProcessResult.Status.NOT_PRESENT);
  }

  @Override
  public ProcessBuilder runInShell(String command, String[] args) {
    throw new UnsupportedOperationException(
        "A repository's settings run no program here: " + List.of(command));
  }

  /** For whom may read it; JGit would run a shell to learn the umask. */
  @Override
  public boolean setExecute(File file, boolean executable) {
    try {
      Set<PosixFilePermission> may = Files.getPosixFilePermissions(file.toPath());
      permit(may, PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE, executable);
      permit(may, PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_EXECUTE, executable);
      permit(may, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE, executable);
      Files.setPosixFilePermissions(file.toPath(), may);
      return true;
    } catch (IOException | UnsupportedOperationException unable) {
      return false;
    }
  }

  private static void permit(
      Set<PosixFilePermission> may,
      PosixFilePermission read,
      PosixFilePermission execute,
      boolean executable) {
    if (executable && may.contains(read)) {
      may.add(execute);
    } else {
      may.remove(execute);
    }
  }

  @Override
  public Entry[] list(File folder, FileModeStrategy modes) {
    File[] files = folder.listFiles();
    if (files == null) {
      return NO_ENTRIES;
    }
    List<Entry> entries = new ArrayList<>(files.length);
    Looked looked = new Looked(modes);
    for (File file : files) {
      Entry entry = new FencedEntry(file, looked);
      if (looked.isFile) {
        entries.add(entry);
      }
    }
    return entries.toArray(Entry[]::new);
  }

  /** Sees what is neither a file nor a folder nor a link: a pipe would be read for ever. */
  private static final class Looked implements FileModeStrategy {

    private final FileModeStrategy modes;
    private boolean isFile;

    Looked(FileModeStrategy modes) {
      this.modes = modes;
    }

    @Override
    public FileMode getMode(File file, Attributes found) {
      isFile = found.isRegularFile() || found.isDirectory() || found.isSymbolicLink();
      return modes.getMode(file, found);
    }
  }

  /** A file that is looked at again when it is read. */
  private final class FencedEntry extends FileTreeIterator.FileEntry {

    FencedEntry(File file, FileModeStrategy modes) {
      super(file, FencedFiles.this, modes);
    }

    @Override
    public InputStream openInputStream() throws IOException {
      if (FileMode.SYMLINK.equals(getMode())) {
        return super.openInputStream();
      }
      InputStream opened = openInFolder();
      return Wildcards.areIn(getName()) ? Wildcards.looked(getFile().toString(), opened) : opened;
    }

    private InputStream openInFolder() throws IOException {
      Path file = getFile().toPath();
      InputStream opened = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
      // Looked at with the file open: what was there before and after was there meanwhile.
      Path folder = file.getParent();
      if (folder != null && !folder.toRealPath().equals(folder)) {
        opened.close();
        throw new PathRefusedException(
            file.toString(), "its folder is reached by a symbolic link by now. Remove the link.");
      }
      return opened;
    }
  }
}
