package dev.repostore.host;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.RefDirectory;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;

/** Refs in files of their own, which are slow to list: when there are many, they go into one. */
final class LooseRefs {

  static final int MANY = 64;

  /** So many at a time, so that a push that comes in has not long to wait. */
  private static final int AT_ONCE = 1000;

  private final FileRepository repo;
  private final Lock refsLock;

  LooseRefs(FileRepository repo, Lock refsLock) {
    this.repo = repo;
    this.refsLock = refsLock;
  }

  void pack() throws IOException {
    if (!(repo.getRefDatabase() instanceof RefDirectory refs)) {
      return;
    }
    List<String> loose = refs.getRefsByPrefix(Constants.R_REFS).stream()
        .filter(ref -> !ref.isSymbolic() && ref.getStorage().isLoose())
        .map(Ref::getName)
        .toList();
    if (loose.size() < MANY) {
      return;
    }
    for (int from = 0; from < loose.size(); from += AT_ONCE) {
      refsLock.lock();
      try {
        refs.pack(loose.subList(from, Math.min(from + AT_ONCE, loose.size())));
      } finally {
        refsLock.unlock();
      }
    }
  }
}
