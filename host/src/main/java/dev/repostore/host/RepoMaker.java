package dev.repostore.host;

import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import dev.repostore.ForkRepo;
import dev.repostore.ImportRepo;
import dev.repostore.RepoStatus;
import dev.repostore.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * Makes repos. An empty one is a row and a token, in one transaction. One with a history is a row
 * that says it is being made, then its files, then a row that says it is ready; if anything fails,
 * or the process dies, the name is free again.
 */
final class RepoMaker {

  /** What a repo was filled with. */
  private record Filled(String defaultBranch, @Nullable Long objects) {}

  /** Makes a repository in a folder that is not there yet. */
  private interface Filler {
    Filled fill(Path aside) throws IOException;
  }

  private final HostSettings settings;
  private final ForwardClock clock;
  private final Ids ids;
  private final Catalog catalog;
  private final RepoStorage storage;
  private final Map<String, Making> making = new ConcurrentHashMap<>();
  /** What was not made in the end, and could not be taken back, either: the disk was full. */
  private final Queue<RepoRow> leftOver = new ConcurrentLinkedQueue<>();

  RepoMaker(
      HostSettings settings, ForwardClock clock, Ids ids, Catalog catalog, RepoStorage storage) {
    this.settings = settings;
    this.clock = clock;
    this.ids = ids;
    this.catalog = catalog;
    this.storage = storage;
  }

  NewRepo create(String namespace, CreateRepo request) {
    RepoRow row = row(
        namespace,
        request.name(),
        request.description(),
        request.defaultBranch(),
        null,
        request.readOnly(),
        RepoStatus.READY);
    FreshToken token = firstToken(row);
    return new NewRepo(add(row, token), token.token(), null);
  }

  NewRepo fork(RepoRow source, Supplier<Repository> sourceFiles, ForkRepo request) {
    RepoRow row = row(
        source.namespace(),
        request.name(),
        request.description(),
        source.defaultBranch(),
        "artifacts:" + source.namespace() + "/" + source.name(),
        request.readOnly(),
        RepoStatus.FORKING);
    // The live service copies every ref, whatever it is asked (contract, section 5.7).
    boolean allRefs = settings.liveQuirks() || !request.defaultBranchOnly();
    return make(row, aside -> {
      try (Repository files = sourceFiles.get()) {
        long objects = new RepoCopy(files, allRefs).into(aside, source.defaultBranch());
        return new Filled(source.defaultBranch(), objects);
      }
    });
  }

  NewRepo importRepo(String namespace, ImportRepo request) {
    Importer.checkUrl(request.url(), settings);
    String url = request.url().toString();
    String branch = request.branch() == null ? CreateRepo.DEFAULT_BRANCH : request.branch();
    RepoRow row = row(
        namespace,
        request.name(),
        null,
        branch,
        "git:" + url + (url.endsWith(".git") ? "" : ".git"),
        request.readOnly(),
        RepoStatus.IMPORTING);
    return make(row, aside -> {
      BareFolder.make(aside, branch);
      String found = Importer.run(request, aside, settings).defaultBranch();
      Durable.sync(aside.resolve("HEAD"));
      // The live service says main whatever the remote says, whose HEAD it keeps all the same.
      return new Filled(settings.liveQuirks() ? branch : found, null);
    });
  }

  private NewRepo make(RepoRow unfinished, Filler filler) {
    Making now = new Making();
    making.put(unfinished.id(), now);
    try {
      return make(unfinished, filler, now);
    } finally {
      making.remove(unfinished.id());
    }
  }

  /** Stops the import of a repo that has been deleted, if it still runs. */
  void cancel(RepoRow deleted) {
    Making running = making.get(deleted.id());
    // A fork is over in a moment, and finds by itself that there is no row any more.
    if (running != null && deleted.status() == RepoStatus.IMPORTING) {
      running.cancel();
    }
  }

  private static Filled fill(RepoRow row, Filler filler, Path aside, Making now)
      throws IOException {
    try {
      Filled filled = filler.fill(aside);
      now.end();
      return filled;
    } catch (IOException | RuntimeException failed) {
      if (now.end()) {
        throw HostErrors.repoNotFound(row.name());
      }
      throw failed;
    }
  }

  private NewRepo make(RepoRow unfinished, Filler filler, Making now) {
    RepoRow row = add(unfinished, null);
    Path aside = storage.aside(row.id());
    try {
      Filled filled = fill(row, filler, aside, now);
      storage.install(aside, row.id());
      FreshToken token = firstToken(row);
      RepoRow ready = catalog
          .finish(row, filled.defaultBranch(), clock.now(), token)
          .orElseThrow(() -> HostErrors.repoNotFound(row.name()));
      return new NewRepo(ready, token.token(), filled.objects());
    } catch (IOException broken) {
      undo(row, aside, broken);
      throw RepoStorage.unavailable(row, broken);
    } catch (RuntimeException | Error failed) {
      undo(row, aside, failed);
      throw failed;
    }
  }

  /** Frees the name. If even that fails, it is done later, or at the next start. */
  private void undo(RepoRow row, Path aside, Throwable why) {
    storage.abandon(aside);
    try {
      free(row);
    } catch (RuntimeException worse) {
      why.addSuppressed(worse);
      leftOver.add(row);
    }
  }

  private void free(RepoRow row) {
    catalog.remove(row, clock.now());
    storage.discard(row.id());
  }

  /** Frees the names that could not be freed when they should have been. */
  void freeLeftOver() {
    for (RepoRow row = leftOver.poll(); row != null; row = leftOver.poll()) {
      try {
        free(row);
      } catch (StoreUnavailableException still) {
        leftOver.add(row);
        return;
      }
    }
  }

  private RepoRow add(RepoRow row, @Nullable FreshToken token) {
    freeLeftOver();
    return catalog.add(row, token).orElseThrow(() -> HostErrors.repoExists(row.name()));
  }

  private RepoRow row(
      String namespace,
      String name,
      @Nullable String description,
      String defaultBranch,
      @Nullable String source,
      boolean readOnly,
      RepoStatus status) {
    Instant now = clock.now();
    return new RepoRow(
        ids.next(),
        HostNames.namespace(namespace),
        name,
        description,
        defaultBranch,
        now,
        now,
        null,
        source,
        readOnly,
        status);
  }

  private FreshToken firstToken(RepoRow repo) {
    return FreshToken.make(ids, repo.id(), CreateToken.write(), clock.now(), settings.liveQuirks());
  }
}
