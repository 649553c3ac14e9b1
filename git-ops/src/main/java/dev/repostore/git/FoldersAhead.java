package dev.repostore.git;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.FileTreeIterator.FileModeStrategy;
import org.eclipse.jgit.treewalk.WorkingTreeIterator.Entry;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * The files of a large working tree, looked at by two threads: while a walk goes through the
 * folders from the first to the last, another lists them from the last to the first. Looking at the
 * files is most of what a walk does. For one walk.
 */
final class FoldersAhead extends FencedFiles implements AutoCloseable {

  /** Fewer are looked at before a thread has begun. */
  private static final int MANY_FILES = 500;

  private final File root;
  private final WorkingTreeOptions options;
  private final FileModeStrategy modes;
  private final ConcurrentMap<File, CompletableFuture<Entry @Nullable []>> lists =
      new ConcurrentHashMap<>();
  private final Set<File> real = new HashSet<>();
  private final FutureTask<?> other;
  private volatile boolean closed;

  private FoldersAhead(FS files, Repository repository, DirCache index) {
    super(files);
    this.root = repository.getWorkTree();
    this.options = repository.getConfig().get(WorkingTreeOptions.KEY);
    this.modes = options.isDirNoGitLinks()
        ? FileTreeIterator.NoGitlinksStrategy.INSTANCE
        : FileTreeIterator.DefaultFileModeStrategy.INSTANCE;
    this.real.add(root);
    this.other = new FutureTask<>(() -> listAll(folders(index)), null);
  }

  /** Begins; null if the files are few, or their names are not those of POSIX. */
  static @Nullable FoldersAhead over(Repository repository, DirCache index) {
    if (index.getEntryCount() < MANY_FILES || !(repository.getFS() instanceof FencedFiles)) {
      return null;
    }
    FoldersAhead ahead = new FoldersAhead(repository.getFS(), repository, index);
    Threads.start(ahead.other);
    return ahead;
  }

  /** What the walk takes. */
  FileTreeIterator files(Repository owner) {
    return new FileTreeIterator(root, this, options, modes) {
      {
        initRootIterator(owner); // as a walk of a repository does
      }
    };
  }

  /** Those with files Git follows, in the order of the walk. */
  private List<File> folders(DirCache index) {
    List<File> folders = new ArrayList<>();
    byte[] last = {};
    for (int i = 0; i < index.getEntryCount(); i++) {
      byte[] path = index.getEntry(i).getRawPath();
      int end = path.length - 1;
      while (end > 0 && path[end] != '/') {
        end--;
      }
      // Neighbours have one folder; its path is spelled out once.
      if (end > 0 && !Arrays.equals(path, 0, end, last, 0, last.length)) {
        last = Arrays.copyOf(path, end);
        folders.add(new File(root, new String(last, StandardCharsets.UTF_8)));
      }
    }
    return folders;
  }

  private void listAll(List<File> folders) {
    for (int i = folders.size() - 1; i >= 0 && !closed; i--) {
      File folder = folders.get(i);
      CompletableFuture<Entry @Nullable []> list = new CompletableFuture<>();
      if (lists.putIfAbsent(folder, list) == null) {
        Entry @Nullable [] entries = null;
        try {
          entries = isReal(folder) ? super.list(folder, modes) : null;
        } finally {
          list.complete(entries);
        }
      }
    }
  }

  /** Whether no link leads there: the walk would not follow one. */
  private boolean isReal(File folder) {
    return real.contains(folder)
        || (isReal(folder.getParentFile())
            && Files.isDirectory(folder.toPath(), LinkOption.NOFOLLOW_LINKS)
            && real.add(folder));
  }

  @Override
  public Entry[] list(File folder, FileModeStrategy strategy) {
    CompletableFuture<Entry @Nullable []> begun =
        lists.putIfAbsent(folder, CompletableFuture.completedFuture(null));
    Entry @Nullable [] listed = begun == null ? null : begun.join();
    return listed == null ? super.list(folder, strategy) : listed;
  }

  /** Nothing is looked at any more when it has returned. */
  @Override
  public void close() {
    closed = true;
    try {
      Threads.await(other);
    } catch (ExecutionException unable) {
      return; // the walk has met the same, and told it
    }
  }
}
