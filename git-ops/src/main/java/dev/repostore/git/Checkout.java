package dev.repostore.git;

import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;

/**
 * A working copy: files, an index and the history they come from, in a folder of a
 * {@link Workspace}.
 *
 * <p>Only the repository's own settings count, those of the machine and its user do not; and
 * nothing in it is run: no hook, no filter, no other program. Every path given is from the root of
 * the tree, its segments parted by {@code /}.
 *
 * <p>Every method blocks and throws a {@link GitException}: {@link CheckoutUnusableException} where
 * the folder cannot be read or written or another process is at work there,
 * {@link PathRefusedException} where a path leads out of the workspace or Git refuses its name, and
 * what else is said of the method. {@link InvalidRequestException} tells of a malformed argument.
 * What changes the working copy is not begun in an interrupted thread
 * ({@link GitCancelledException}), and done to its end once it has begun. Thread-safe: one thread's
 * work waits for another's.
 */
public final class Checkout implements AutoCloseable {

  private final LocalRepo local;

  Checkout(LocalRepo local) {
    this.local = local;
  }

  /**
   * Opens the working copy in a folder; a bare repository has history, but no files to work with.
   *
   * @param path from the workspace's root, or absolute
   */
  public static Checkout open(Workspace workspace, Path path) {
    return new Checkout(LocalRepo.open(workspace, path, Clock.systemUTC()));
  }

  /**
   * Makes an empty repository, with no commit yet.
   *
   * @param path from the workspace's root, or absolute; made if need be
   * @param branch the branch of the first commit
   */
  public static Checkout init(Workspace workspace, Path path, String branch) {
    Objects.requireNonNull(branch, "branch");
    Branches.refOf(branch);
    workspace.resolveNew(path);
    return new Checkout(LocalRepo.create(workspace, path, branch, false, Clock.systemUTC()));
  }

  /**
   * Clones a remote and opens the working copy; leaves nothing behind if that fails.
   *
   * @param path from the workspace's root, or absolute: an empty folder, or one that is not there
   * @throws FolderTakenException if it is neither; it is left as it is
   * @throws InvalidRequestException with field {@code bare} for a bare clone; nothing was done
   */
  public static Checkout clone(GitRemote remote, Workspace workspace, Path path, Clone request) {
    if (request.bare()) {
      throw new InvalidRequestException(
          "bare",
          "A checkout has files, and a bare clone has none. Clone with GitRemote.cloneInto, and open"
              + " what is there with Checkout.open for its history.");
    }
    Path folder = workspace.resolveNew(path);
    remote.cloneInto(folder, request);
    return open(workspace, folder);
  }

  /**
   * Fetches from a remote; the files stay as they are.
   *
   * @return the refs that have changed here
   * @throws FetchRejectedException if one could not be changed without losing commits
   * @throws RefRefusedException if another process is changing one just now
   */
  public List<FetchedRef> fetch(GitRemote remote, Fetch request) {
    return local.run("fetch", () -> remote.fetch(local.repository(), request));
  }

  /**
   * Fetches from a remote and moves the branch HEAD is on forward to where its upstream is.
   *
   * @throws RefRefusedException if there are commits of one's own, or HEAD is on no branch
   * @throws UncommittedChangesException if changes would be lost; the branch was not moved
   */
  public Merged pull(GitRemote remote) {
    return pull(remote, Pull.forward());
  }

  /** As {@link #pull(GitRemote, Pull)}, with the committer the repository's own settings name. */
  public Merged pull(GitRemote remote, Merge.How how) {
    return pull(remote, new Pull(how, null, null));
  }

  /**
   * Fetches from a remote and brings the upstream of the branch in, as {@link #merge} does and with
   * what it throws.
   *
   * @throws RevisionNotFoundException if the remote has no such branch
   */
  public Merged pull(GitRemote remote, Pull request) {
    return local.run("pull", () -> {
      String upstream = Fetching.upstream(local.repository());
      remote.fetchFor(local.repository(), upstream);
      return Undisturbed.run(new MergeWork(local, request.of(upstream))::run);
    });
  }

  /**
   * Pushes to a remote.
   *
   * @throws PushRejectedException if the remote refuses a ref, unless {@code request} only reports
   *     that; others may have been taken
   */
  public PushReport push(GitRemote remote, Push request) {
    return local.run("push", () -> remote.push(local.repository(), request));
  }

  /**
   * Fails as a {@link #clone} there would because of the folder alone; changes nothing.
   *
   * @param path from the workspace's root, or absolute
   * @throws FolderTakenException if it is no empty folder
   */
  public static void requireFree(Workspace workspace, Path path) {
    Path folder = workspace.resolveNew(path);
    try {
      CloneFolder.requireFree(folder);
    } catch (IOException unusable) {
      throw LocalRepo.failed("clone", folder, unusable);
    }
  }

  /** The folder, its symbolic links resolved. */
  public Path folder() {
    return local.folder();
  }

  /** Where it was cloned from, as its settings have it; empty if they name no remote. */
  public Optional<String> origin() {
    return local.run(
        "read the settings",
        () -> Optional.ofNullable(
                local.repository().getConfig().getString("remote", "origin", "url"))
            .map(Secret::mask));
  }

  /** How the files and the index differ from the last commit. */
  public Status status() {
    return local.run("compare the files", () -> new StatusReport(local).make());
  }

  /**
   * Stages files, or all that changed in folders, be they new, changed or gone; ignored files are
   * passed over. A repository inside this one is staged as a submodule only by its own name.
   *
   * @throws InvalidRequestException with field {@code paths} if nothing goes by a name
   */
  public void stage(String... paths) {
    stage(Arrays.asList(paths));
  }

  /** As {@link #stage(String...)}. */
  public void stage(List<String> paths) {
    if (!paths.isEmpty()) {
      local.act("stage files", () -> Staging.stage(local, List.copyOf(paths)));
    }
  }

  /** Stages all that {@link #status()} finds, conflicts included. */
  public void stageAll() {
    local.act("stage files", () -> Staging.stage(local, List.of()));
  }

  /**
   * Commits what is staged, and moves the branch there; ends a merge that is under way.
   *
   * @return the commit
   * @throws NothingToCommitException if that would change nothing
   * @throws MergeConflictException if a conflict is not resolved
   * @throws RefRefusedException if the branch was moved by somebody else meanwhile
   */
  public Commit commit(CreateCommit request) {
    Objects.requireNonNull(request, "request");
    return local.change("commit", () -> new Committing(local).commit(request));
  }

  /**
   * Unstages files, or all in folders: the index has them again as the last commit has; the files
   * themselves stay as they are.
   *
   * @throws InvalidRequestException with field {@code paths} if nothing goes by a name
   */
  public void unstage(String... paths) {
    local.act("unstage files", () -> Unstaging.unstage(local, Arrays.asList(paths)));
  }

  /** Puts files back as they are staged: what was changed in them since is lost. */
  public void restore(String... paths) {
    restore(Restore.of(paths));
  }

  /**
   * Puts files back, or all in folders, as they are staged or as a commit has them: what was
   * changed in them is lost. One that Git follows and the commit has not is deleted; what Git does
   * not follow stays, unless the commit has it.
   *
   * @throws InvalidRequestException with field {@code paths} if nothing goes by a name
   * @throws RevisionNotFoundException if there is no such commit
   * @throws MergeConflictException if it is to be as staged, and is a conflict there
   * @throws UncommittedChangesException if a folder or file that Git does not follow is in the way
   */
  public void restore(Restore request) {
    Objects.requireNonNull(request, "request");
    local.act("put files back", () -> Restoring.restore(local, request));
  }

  /** Its branches. */
  public Branches branches() {
    return new Branches(local);
  }

  /** Its tags. */
  public Tags tags() {
    return new Tags(local);
  }

  /**
   * Puts HEAD on a branch, and the files and the index with it. What is not committed is kept where
   * the two branches do not differ.
   *
   * @throws RevisionNotFoundException if there is no such branch, or it has no commit
   * @throws UncommittedChangesException if changes would be lost; nothing was changed
   * @throws RefRefusedException if a merge is under way
   */
  public void switchTo(String branch) {
    local.act("switch branches", () -> new Switching(local).toBranch(branch));
  }

  /**
   * Puts HEAD on a commit and on no branch, otherwise as {@link #switchTo}.
   *
   * @param revision a branch, a tag or a commit
   */
  public void detachAt(String revision) {
    local.act("detach HEAD", () -> new Switching(local).detachedAt(revision));
  }

  /**
   * Brings commits into the branch HEAD is on: the local half of a pull.
   *
   * <p>A conflict leaves the working copy in the middle of the merge, with both sides in the files,
   * as Git does: {@link #stage} what was resolved and {@link #commit}, or {@link #abortMerge()}. A
   * rebase that has one changes nothing. Renames are not followed: a file that one side renamed and
   * the other changed is a conflict.
   *
   * @throws MergeConflictException if both sides changed the same lines
   * @throws RefRefusedException if only a fast-forward was asked for and there can be none, nothing
   *     is in common, or a merge is under way
   * @throws UncommittedChangesException if changes would be lost; nothing was changed
   * @throws RevisionNotFoundException if there is no such revision
   */
  public Merged merge(Merge request) {
    return local.change("merge", () -> new MergeWork(local, request).run());
  }

  /**
   * What {@link #merge} would do, a rebase looked at as a merge; nothing is changed or stored, not
   * in the repository either.
   */
  public MergePreview previewMerge(Merge request) {
    return local.run("preview a merge", () -> new MergeWork(local, request).preview());
  }

  /**
   * Gives up the merge that is under way: the files in it are as in the last commit again.
   *
   * @throws RefRefusedException if none is
   */
  public void abortMerge() {
    local.act("abort the merge", () -> new Switching(local).abortMerge());
  }

  /**
   * Commits, newest first; empty before the first one.
   *
   * @throws RevisionNotFoundException if the range names what is not there
   */
  public List<Commit> log(Log request) {
    return local.run("read the log", () -> new History(local.repository()).log(request));
  }

  /**
   * The differences between two states of the files, as figures and as text.
   *
   * @throws RevisionNotFoundException if a revision is not there
   */
  public Patch diff(Diff request) {
    return local.run("compare", () -> {
      if (request.files()) {
        local.files();
      }
      return new DiffWork(local.repository(), request).make();
    });
  }

  /**
   * A commit and what it changed, in a text of at most 1 MiB.
   *
   * @throws RevisionNotFoundException if there is no such commit
   */
  public ShownCommit show(String revision) {
    return local.run("show a commit", () -> new History(local.repository()).show(revision));
  }

  /**
   * The bytes of a file in a commit, as they are stored: of a link, where it leads.
   *
   * @throws RevisionNotFoundException if there is no such commit, or no such file in it
   */
  public Blob file(String revision, String path) {
    return local.run("read a file", () -> new History(local.repository()).file(revision, path));
  }

  /**
   * Who last changed each line of a file; a file that was renamed is followed.
   *
   * @throws RevisionNotFoundException if there is no such commit, or no such file in it
   */
  public List<BlamedLine> blame(String revision, String path) {
    return local.run("blame", () -> new History(local.repository()).blame(revision, path));
  }

  /** Notes on commits, in {@code refs/notes/commits}. */
  public Notes notes() {
    return notes(Constants.R_NOTES_COMMITS);
  }

  /** Notes on commits, by the full name of their branch, which is under {@code refs/notes/}. */
  public Notes notes(String ref) {
    return Notes.of(local, ref);
  }

  /** Lets go of the folder. Closing it twice does nothing. */
  @Override
  public void close() {
    local.close();
  }

  /** The folder. */
  @Override
  public String toString() {
    return "Checkout[" + local.folder() + "]";
  }
}
