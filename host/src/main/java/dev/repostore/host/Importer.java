package dev.repostore.host;

import dev.repostore.ImportRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.RepoStoreException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.lib.BatchRefUpdate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectDatabase;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/** Fetches a public https remote into an empty bare repository, streamed to the disk. */
final class Importer {

  /** A list of refs is held in memory; this is some 400,000 of them. */
  private static final long LONGEST_REF_LIST = 32L << 20;

  private static final int MOST_PORT = 65_535;

  private final ImportRepo request;
  private final HostSettings settings;
  private final RemoteHttp http;
  private final ProgressMonitor monitor;
  private final SafeObjects checker = new SafeObjects();

  private Importer(ImportRepo request, HostSettings settings, RemoteHttp http) {
    this.request = request;
    this.settings = settings;
    this.http = http;
    this.monitor = new EmptyProgressMonitor() {
      @Override
      public boolean isCancelled() {
        return Thread.currentThread().isInterrupted() || http.outOfTime();
      }
    };
  }

  /** What became of an import: the branch the new repo is said to have as its default. */
  record Imported(String defaultBranch) {}

  /**
   * Fills the bare repository at {@code folder}. Interrupting the thread stops it. After a failure
   * nothing is open and the folder is the caller's to remove.
   */
  static Imported run(ImportRepo request, Path folder, HostSettings settings) {
    return run(request, folder, settings, Outside.WORLD);
  }

  static Imported run(ImportRepo request, Path folder, HostSettings settings, Outside outside) {
    URI url = request.url();
    checkUrl(url, settings);
    HostLimits limits = settings.limits();
    try (RemoteHttp http = new RemoteHttp(url, outside, settings);
        ImportRepository repo = new ImportRepository(folder.toFile(), limits.fileBytes())) {
      return new Importer(request, settings, http).into(repo);
    } catch (IOException broken) {
      throw HostErrors.corrupt(broken);
    }
  }

  /**
   * That it can be a remote of this host, so that nothing is begun for one that cannot.
   *
   * @throws InvalidRequestException if not
   */
  static void checkUrl(URI url, HostSettings settings) {
    String scheme = String.valueOf(url.getScheme());
    if (!settings.privateImports() && !"https".equalsIgnoreCase(scheme)) {
      throw ImportErrors.notHttps(scheme);
    }
    if (url.getPort() == 0 || url.getPort() > MOST_PORT) {
      throw ImportErrors.noPort(url.getPort());
    }
  }

  private Imported into(ImportRepository repo) {
    try {
      RemoteRefs refs = fetch(repo);
      List<Ref> kept = kept(repo, refs);
      checkWhole(repo, kept);
      checkSubmodules(repo);
      write(repo, kept);
      String head =
          request.branch() != null ? request.branch() : refs.headBranch().orElse("main");
      link(repo, head);
      boolean always = settings.liveQuirks() && request.branch() == null;
      return new Imported(always ? "main" : head);
    } catch (IOException | RuntimeException failure) {
      throw explained(failure);
    }
  }

  private RemoteRefs fetch(ImportRepository repo) throws IOException {
    try (Transport transport = transport(repo)) {
      http.allow(LONGEST_REF_LIST, new Refusal(ImportErrors.tooManyRefs(request.url())));
      try (FetchConnection connection = transport.openFetch()) {
        RemoteRefs refs = choose(connection.getRefs());
        long most = settings.limits().repoBytes();
        http.allow(most, new Refusal(ImportErrors.repoTooLarge(request.url(), most)));
        if (!refs.wanted().isEmpty()) {
          connection.fetch(monitor, refs.wanted(), Set.of());
        }
        return refs;
      }
    }
  }

  private Transport transport(ImportRepository repo) throws IOException {
    TransportHttp transport;
    try {
      transport = (TransportHttp) Transport.open(repo, new URIish(request.url().toString()));
    } catch (URISyntaxException malformed) {
      throw new Refusal(ImportErrors.noGitAt(request.url(), malformed));
    }
    transport.setHttpConnectionFactory(http);
    transport.setCredentialsProvider(null);
    transport.setObjectChecker(checker);
    // All tags are asked for by name; with one branch, the remote is to send those that fit.
    transport.setTagOpt(request.branch() == null ? TagOpt.NO_TAGS : TagOpt.AUTO_FOLLOW);
    Integer depth = request.depth();
    if (depth != null) {
      transport.setDepth(depth);
    }
    return transport;
  }

  private RemoteRefs choose(Collection<Ref> listed) throws Refusal {
    String branch = request.branch();
    if (branch == null) {
      return RemoteRefs.all(listed);
    }
    Optional<RemoteRefs> one = RemoteRefs.branch(listed, branch);
    return one.orElseThrow(() -> new Refusal(ImportErrors.noBranch(request.url(), branch)));
  }

  private static List<Ref> kept(ImportRepository repo, RemoteRefs refs) throws IOException {
    List<Ref> kept = new ArrayList<>(refs.wanted());
    ObjectDatabase objects = repo.getObjectDatabase();
    for (Ref tag : refs.tags()) {
      ObjectId target = tag.getPeeledObjectId();
      if (objects.has(tag.getObjectId()) && (target == null || objects.has(target))) {
        kept.add(tag);
      }
    }
    return kept;
  }

  /** That everything the refs lead to is there: the remote may have sent less than it should. */
  private void checkWhole(ImportRepository repo, List<Ref> refs) throws IOException {
    try (ObjectWalk walk = new ObjectWalk(repo)) {
      walk.setRetainBody(false);
      for (Ref ref : refs) {
        walk.markStart(walk.parseAny(ref.getObjectId()));
      }
      walk.checkConnectivity();
    }
  }

  private void checkSubmodules(ImportRepository repo) throws IOException {
    try (ObjectReader objects = repo.newObjectReader()) {
      for (ObjectId id : checker.modules()) {
        // A tree that no ref leads to may name what did not come.
        if (objects.has(id, Constants.OBJ_BLOB)) {
          Submodules.check(objects.open(id, Constants.OBJ_BLOB).getCachedBytes());
        }
      }
    }
  }

  private void write(ImportRepository repo, List<Ref> refs) throws IOException {
    BatchRefUpdate all = repo.getRefDatabase().newBatchUpdate();
    all.setAtomic(true);
    all.disableRefLog();
    for (Ref ref : refs) {
      all.addCommand(new ReceiveCommand(ObjectId.zeroId(), ref.getObjectId(), ref.getName()));
    }
    try (RevWalk walk = new RevWalk(repo)) {
      all.execute(walk, monitor);
    }
    for (ReceiveCommand command : all.getCommands()) {
      if (command.getResult() != ReceiveCommand.Result.OK) {
        throw new IOException(command.getRefName() + ": " + command.getResult());
      }
    }
  }

  private static void link(ImportRepository repo, String branch) throws IOException {
    RefUpdate head = repo.updateRef(Constants.HEAD);
    head.disableRefLog();
    RefUpdate.Result result = head.link(Constants.R_HEADS + branch);
    if (result == RefUpdate.Result.LOCK_FAILURE || result == RefUpdate.Result.IO_FAILURE) {
      throw new IOException("HEAD: " + result);
    }
  }

  private RepoStoreException explained(Exception failure) {
    URI url = request.url();
    Optional<RepoStoreException> given = Refusal.in(failure);
    if (given.isPresent()) {
      return given.get();
    }
    if (Thread.currentThread().isInterrupted()) {
      return ImportErrors.cancelled(url);
    }
    if (http.outOfTime()) {
      return ImportErrors.tooSlow(url, settings.limits().importTime().toSeconds());
    }
    if (DiskFull.caused(failure)) {
      return ImportErrors.diskFull(url, failure);
    }
    if (has(failure, TooLargeObjectInPackException.class)) {
      return ImportErrors.fileTooLarge(url, settings.limits().fileBytes(), failure);
    }
    if (has(failure, CorruptObjectException.class) || has(failure, MissingObjectException.class)) {
      return ImportErrors.damaged(url, failure);
    }
    return has(failure, SSLException.class)
        ? ImportErrors.badCertificate(url, failure)
        : byStatus(failure);
  }

  private RepoStoreException byStatus(Exception failure) {
    URI url = request.url();
    int status = http.status();
    if (http.broken() != null) {
      return ImportErrors.unreachable(url, failure);
    }
    if (status == 401 || status == 403 || status == 407) {
      return ImportErrors.needsLogin(url, status);
    }
    if (status == 429 || status >= 500) {
      return ImportErrors.failing(url, status);
    }
    if (status >= 300 && status < 400) {
      return ImportErrors.badRedirect(url, failure);
    }
    return ImportErrors.noGitAt(url, failure);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 20; depth++) {
      if (type.isInstance(at)) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }
}
