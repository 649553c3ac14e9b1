package dev.repostore.git;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.lib.CoreConfig;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;

/** Changes the files of a working tree: deletes some, then writes others, links last of all. */
final class WorkTree {

  private static final int CHUNK = 64;
  private static final int FEW = 200;

  private final Repository repository;
  private final Path root;
  private final ProgressMonitor monitor;
  private final boolean links;
  private final Set<String> touched = ConcurrentHashMap.newKeySet();

  WorkTree(Repository repository, ProgressMonitor monitor) {
    this.repository = repository;
    this.root = repository.getWorkTree().toPath();
    this.monitor = monitor;
    this.links = repository.getFS().supportsSymlinks()
        && repository.getConfig().get(WorkingTreeOptions.KEY).getSymLinks()
            != CoreConfig.SymLinks.FALSE;
  }

  /** Where this has written something, or begun to. */
  Set<String> touched() {
    return touched;
  }

  /** Deletes files, and the folders that have become empty; what is gone already is no matter. */
  void delete(List<String> paths) throws IOException {
    List<String> emptied = new ArrayList<>();
    try (FolderChain folders = new FolderChain(root, repository.getDirectory().toPath())) {
      for (String path : paths) {
        HeldFolder folder = folders.parentOf(path, false);
        if (folder != null && !folder.delete(FolderChain.nameOf(path))) {
          // A submodule's folder, which stays unless it is empty.
          folder.deleteEmpty(FolderChain.nameOf(path));
        }
      }
      // Deepest first, as a folder's path is longer than that of the one it is in.
      paths.stream()
          .flatMap(path -> parents(path).stream())
          .distinct()
          .sorted((a, b) -> b.length() - a.length())
          .forEach(emptied::add);
      for (String path : emptied) {
        HeldFolder folder = folders.parentOf(path, false);
        if (folder != null) {
          folder.deleteEmpty(FolderChain.nameOf(path));
        }
      }
    }
  }

  private static List<String> parents(String path) {
    List<String> parents = new ArrayList<>();
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      parents.add(path.substring(0, slash));
    }
    return parents;
  }

  /** Writes files in order of path, and notes in their entries what the index needs to know. */
  void write(List<WorkFile> files) throws IOException {
    monitor.beginTask("Checking out files", files.size());
    List<WorkFile> plain = files.stream().filter(file -> !file.isLink()).toList();
    AtomicInteger next = new AtomicInteger();
    if (plain.size() < FEW) {
      writeSome(plain, next);
    } else {
      Threads.share(first -> writeSome(plain, next));
    }
    // Links come last: while files are written there is none of this tree's to be led away by.
    writeSome(files.stream().filter(WorkFile::isLink).toList(), new AtomicInteger());
    monitor.endTask();
  }

  private void writeSome(List<WorkFile> files, AtomicInteger next) throws IOException {
    try (WorkWriter writer = new WorkWriter(repository, root, links, touched::add)) {
      boolean done = false;
      try {
        writeChunks(files, next, writer);
        done = true;
      } finally {
        if (!done) {
          next.set(files.size());
        }
      }
    }
  }

  private void writeChunks(List<WorkFile> files, AtomicInteger next, WorkWriter writer)
      throws IOException {
    for (int at = next.getAndAdd(CHUNK); at < files.size(); at = next.getAndAdd(CHUNK)) {
      List<WorkFile> chunk = files.subList(at, Math.min(at + CHUNK, files.size()));
      for (WorkFile file : chunk) {
        writer.write(file);
      }
      synchronized (monitor) {
        if (monitor.isCancelled()) {
          throw new InterruptedIOException("given up while files were written");
        }
        monitor.update(chunk.size());
      }
    }
  }
}
