package dev.repostore.git;

import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.InvalidRequestException;
import dev.repostore.ReadLog;
import dev.repostore.Repo;
import dev.repostore.RepoStoreException;
import dev.repostore.Scope;
import dev.repostore.Secret;
import dev.repostore.TreeEntry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/**
 * A repo as Git sees it: the URL it answers at, and what lets Git in.
 *
 * <p>{@link #of(Repo)} makes a token for each operation, of the narrowest scope and for a few
 * minutes, and revokes it when the operation ends, however it ends. {@link #withToken(Secret)} uses
 * one of the caller's own. A token travels as an {@code Authorization: Bearer} header of every
 * request, the first one included, to the remote's own scheme, host and port and nowhere else; it
 * is never put into a URL, a file, a log or a message. What the user or the machine has configured
 * for Git is not looked at. What a remote has said it can do, in version 2 of the protocol, is kept
 * for a minute by all of a process, and asked for anew after a failure.
 *
 * <p>Every method blocks unless it says otherwise, ends early if its {@link Progress} or an
 * interruption says so, and throws a {@link GitException}, or a {@link RepoStoreException} where
 * the store makes no token. Immutable and thread-safe.
 */
public final class GitRemote {

  private final RemoteSource source;
  private final Terms terms;

  private GitRemote(RemoteSource source, Terms terms) {
    this.source = source;
    this.terms = terms;
  }

  /** A remote that needs no token. Asks nobody. */
  public static GitRemote at(URI url) {
    return new GitRemote(RemoteSource.at(url), Terms.USUAL);
  }

  /** The remote of a repo, with a token of its own for each operation. Asks nobody yet. */
  public static GitRemote of(Repo repo) {
    return new GitRemote(RemoteSource.of(repo), Terms.USUAL);
  }

  /** The same remote, opened with a token of the caller's, or with none. Asks nobody. */
  public GitRemote withToken(@Nullable Secret token) {
    return new GitRemote(source.withToken(token), terms);
  }

  /** The same remote, also if it is of one of these kinds. Asks nobody. */
  public GitRemote allowing(RemoteKind... kinds) {
    return new GitRemote(source, terms.allowing(kinds));
  }

  /** The same remote with limits to each operation. Asks nobody. */
  public GitRemote withLimits(GitLimits limits) {
    return new GitRemote(source, terms.withLimits(limits));
  }

  /** The same remote with somebody who is told how each operation gets on. Asks nobody. */
  public GitRemote withProgress(Progress progress) {
    return new GitRemote(source, terms.withProgress(progress));
  }

  /**
   * The same remote, trusted to look for forged collisions of SHA-1 in what is pushed to it, as
   * this project's own host does. A clone of it then names objects by the JVM's SHA-1, which is
   * several times as fast as the one that looks for them again. Asks nobody.
   */
  public GitRemote trusted() {
    return new GitRemote(source, terms.withTrust());
  }

  /** The URL, which never has a credential in it; the first time a store is asked for it. */
  public URI url() {
    return source.url();
  }

  /** What each ref points at, {@code HEAD} among them; empty if the repo is. */
  public Map<String, String> refs() {
    Map<String, String> refs = new TreeMap<>();
    for (Ref ref : advertised().values()) {
      ObjectId target = ref.getObjectId();
      if (target != null) {
        refs.put(ref.getName(), target.name());
      }
    }
    return refs;
  }

  /** The branch a fresh clone checks out; empty if the repo is, or where the host does not tell. */
  public Optional<String> defaultBranch() {
    return Optional.ofNullable(advertised().get(Constants.HEAD))
        .filter(Ref::isSymbolic)
        .map(head -> Repository.shortenRefName(head.getTarget().getName()));
  }

  private Map<String, Ref> advertised() {
    return run("list the refs of", Scope.READ, Cloning::refsOf);
  }

  /**
   * Clones every branch and tag, and checks out the default branch; leaves nothing behind if that
   * fails.
   *
   * @param folder empty, or not there yet
   * @throws FolderTakenException if it is neither; it is left as it is
   */
  public void cloneInto(Path folder) {
    cloneInto(folder, Clone.all());
  }

  /**
   * Clones; leaves nothing behind if that fails. The clone knows the remote by its plain URL, and
   * nothing of a token. Nothing is written outside the folder, whatever names and links the repo
   * has; where that may be, a {@link Workspace} says to {@link Checkout#clone}.
   *
   * @param folder empty, or not there yet
   * @throws FolderTakenException if it is neither; it is left as it is
   */
  public void cloneInto(Path folder, Clone request) {
    Objects.requireNonNull(folder, "folder");
    run("clone", Scope.READ, operation -> {
      new Cloning(operation, request, source::defaultBranch).into(folder);
      return folder;
    });
  }

  /**
   * Pushes from a clone.
   *
   * @param refSpecs as Git writes them: {@code main}, {@code +refs/heads/a:refs/heads/b},
   *     {@code :refs/heads/gone}
   * @throws PushRejectedException if the remote refuses a ref; others may have been taken
   * @throws CheckoutUnusableException if there is no repository in {@code clone}
   */
  public void push(Path clone, String... refSpecs) {
    boolean force = Arrays.stream(refSpecs).anyMatch(spec -> spec.startsWith("+"));
    push(clone, (force ? Push.of().forceWithoutLease() : Push.of()).and(refSpecs));
  }

  /**
   * Pushes from a clone.
   *
   * @throws PushRejectedException if the remote refuses a ref, unless {@code push} only reports
   *     that; others may have been taken
   */
  public PushReport push(Path clone, Push push) {
    try (LocalRepo local = open(clone)) {
      return push(local.repository(), push);
    }
  }

  /** As {@link #push(Path, Push)}. */
  PushReport push(Repository repository, Push push) {
    return run("push to", Scope.WRITE, operation -> new Pushing(operation, repository).push(push));
  }

  /**
   * Fetches into a clone.
   *
   * @return the refs that have changed there
   * @throws FetchRejectedException if one could not be changed without losing commits
   * @throws RefRefusedException if another process is changing one just now
   */
  public List<FetchedRef> fetch(Path clone, Fetch fetch) {
    try (LocalRepo local = open(clone)) {
      return fetch(local.repository(), fetch);
    }
  }

  /** As {@link #fetch(Path, Fetch)}. */
  List<FetchedRef> fetch(Repository repository, Fetch fetch) {
    return run(
        "fetch from", Scope.READ, operation -> new Fetching(operation, repository).fetch(fetch));
  }

  /** Fetches as usual, for what is to be brought in from {@code upstream}: it must be there. */
  void fetchFor(Repository repository, String upstream) {
    run(
        "fetch from",
        Scope.READ,
        operation -> new Fetching(operation, repository).fetch(Fetch.usual(), upstream));
  }

  private static LocalRepo open(Path clone) {
    if (!Files.isDirectory(clone)) {
      throw GitFolder.none(clone);
    }
    return LocalRepo.open(Workspace.at(clone), clone.toAbsolutePath(), Clock.systemUTC());
  }

  /**
   * Makes one commit on a branch, without a clone.
   *
   * @throws InvalidRequestException with field {@code committer} if nobody is named as such
   * @throws HeadMovedException if the branch is not where it was expected, or was moved by somebody
   *     else meanwhile in the same paths or once too often
   * @throws NothingToCommitException if nothing would change
   * @throws PushRejectedException if the host does not take it for another reason
   */
  public Commit commit(CommitFiles request) {
    return commit(List.of(request)).get(0);
  }

  /**
   * Makes a commit on each of several branches, without a clone and in one push: all or none.
   *
   * @param requests each for another branch, all with the same retries, since all are made again
   * @throws InvalidRequestException if they are not
   * @throws PushRejectedException also if the host cannot change several branches at once
   */
  public List<Commit> commit(List<CommitFiles> requests) {
    requests.forEach(request -> Identity.required(request.committer()));
    return run("commit to", Scope.WRITE, operation -> {
      try (Scratch scratch = Scratch.create()) {
        return new RemoteCommitting(operation, scratch.repository(), Clock.systemUTC())
            .commit(List.copyOf(requests));
      }
    });
  }

  /**
   * The files of a branch, a tag or a commit, to be read without a clone; to be closed.
   *
   * @param ref a short name or 40 hex digits; null for the default branch
   * @throws RevisionNotFoundException if there is no such thing
   */
  public Snapshot read(@Nullable String ref) {
    return run("read", Scope.READ, operation -> {
      Scratch scratch = Scratch.create();
      try {
        Commit commit = new RemoteReading(operation, scratch.repository()).commit(ref);
        return new Snapshot(this, scratch, commit);
      } catch (IOException | RuntimeException failed) {
        scratch.close();
        throw failed;
      }
    });
  }

  /**
   * Commits of a branch, a tag or a commit without a clone, newest first, along first parents;
   * empty if there is no such thing. The store is asked if it reads contents itself.
   */
  public List<Commit> log(ReadLog request) {
    return PathReading.of(this, source, terms).log(request);
  }

  /**
   * The bytes of one file without a clone; empty if there is no such file. The store is asked if it
   * reads contents itself.
   *
   * @param ref a short name or 40 hex digits; null for the default branch
   */
  public Optional<Blob> file(@Nullable String ref, String path) {
    return PathReading.of(this, source, terms).file(ref, PathRule.require(path));
  }

  /**
   * What is in one folder without a clone, in Git's order; empty if there is no such folder. The
   * store is asked if it reads contents itself; sizes are {@link Snapshot}'s to tell.
   *
   * @param ref a short name or 40 hex digits; null for the default branch
   * @param folder from the root, {@code ""} for the root itself
   */
  public Optional<List<TreeEntry>> list(@Nullable String ref, String folder) {
    return PathReading.of(this, source, terms)
        .list(ref, folder.isEmpty() ? folder : PathRule.require(folder));
  }

  /**
   * What differs between two commits without a clone, as figures and as text.
   *
   * @param request made with {@link Diff#between}
   * @throws RevisionNotFoundException if one is not there
   */
  public Patch diff(Diff request) {
    return RemoteReading.ask(this, reading -> reading.diff(request));
  }

  /**
   * Copies all refs, with the history they lead to, into another remote, and makes sure that they
   * are the same there. Refs the other one has besides are left alone.
   *
   * @param other usually an empty repo; a ref of it is moved only forward
   * @return what was copied
   * @throws PushRejectedException if the other remote refuses a ref; others may have been taken
   * @throws GitRefusedException if its refs are not the same afterwards, as when somebody else
   *     pushes meanwhile
   */
  public CopiedRefs copyTo(GitRemote other) {
    return new Copying(this, Objects.requireNonNull(other, "other")).run();
  }

  /** Runs one operation, with a credential for it that is taken back at the end. */
  <T> T run(String verb, Scope scope, Operation.Work<T> work) {
    try (Operation operation =
        new Operation(verb, scope, source.url(), terms, source.lease(scope))) {
      return operation.run(work);
    }
  }

  /** The URL or the repo's name. */
  @Override
  public String toString() {
    return "GitRemote[" + source + "]";
  }
}
