package dev.repostore.git;

import dev.repostore.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.LsRemoteCommand;
import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A repo as Git sees it: the URL it answers at, and the token that lets Git in.
 *
 * <p>The token travels as an {@code Authorization: Bearer} header of every request, the first one
 * included, and to no other host than the remote's own; it is never put into a URL or a file. Every
 * method blocks and throws a {@link GitException}. Immutable and thread-safe.
 */
public final class GitRemote {

  private static final int TIMEOUT_SECONDS = 60;

  private final URI url;
  private final @Nullable Secret token;

  private GitRemote(URI url, @Nullable Secret token) {
    this.url = Objects.requireNonNull(url, "url");
    this.token = token;
  }

  /** A remote that needs no token: a public one, or a folder ({@code file:}). */
  public static GitRemote at(URI url) {
    return new GitRemote(url, null);
  }

  /** The same remote, opened with a token. */
  public GitRemote withToken(@Nullable Secret token) {
    return new GitRemote(url, token);
  }

  /** The URL, which never has a credential in it. */
  public URI url() {
    return url;
  }

  /** What each ref points at, {@code HEAD} among them; empty if the repo is. */
  public Map<String, String> refs() {
    return run("list the refs of", Git.lsRemoteRepository().setRemote(url.toString()), command -> {
      Map<String, String> refs = new TreeMap<>();
      for (Ref ref : command.callAsMap().values()) {
        ObjectId target = ref.getObjectId();
        if (target != null) {
          refs.put(ref.getName(), target.name());
        }
      }
      return refs;
    });
  }

  /** The branch a fresh clone checks out; empty if the repo is, or where the host does not tell. */
  public Optional<String> defaultBranch() {
    var list = Git.lsRemoteRepository().setRemote(url.toString());
    Map<String, Ref> refs = run("list the refs of", list, LsRemoteCommand::callAsMap);
    return Optional.ofNullable(refs.get(Constants.HEAD))
        .filter(Ref::isSymbolic)
        .map(head -> Repository.shortenRefName(head.getTarget().getName()));
  }

  /**
   * Clones every branch and tag, and checks out the default branch; leaves nothing behind if that
   * fails.
   *
   * @param folder empty, or not there yet
   */
  public void cloneInto(Path folder) {
    var clone = Git.cloneRepository().setURI(url.toString()).setDirectory(folder.toFile());
    run("clone", clone, command -> {
      command.call().close();
      return folder;
    });
  }

  /**
   * Pushes from a clone.
   *
   * @param refSpecs as Git writes them: {@code main}, {@code +refs/heads/a:refs/heads/b},
   *     {@code :refs/heads/gone}
   * @throws PushRejectedException if the remote refuses a ref; others may have been taken
   */
  public void push(Path clone, String... refSpecs) {
    try (Git git = Git.open(clone.toFile())) {
      var push = git.push().setRemote(url.toString());
      push.setRefSpecs(Arrays.stream(refSpecs).map(RefSpec::new).toList());
      run("push to", push, command -> {
        command.call().forEach(GitRemote::requireAccepted);
        return clone;
      });
    } catch (IOException missing) {
      throw new RemoteNotFoundException(
          "There is no Git repository in '" + clone + "' to push from. Clone or init one there.",
          missing);
    }
  }

  private static void requireAccepted(PushResult result) {
    StringBuilder rejected = new StringBuilder();
    for (RemoteRefUpdate update : result.getRemoteUpdates()) {
      switch (update.getStatus()) {
        case OK, UP_TO_DATE -> {}
        default ->
          rejected
              .append(' ')
              .append(update.getRemoteName())
              .append(": ")
              .append(update.getStatus())
              .append(update.getMessage() == null ? "" : " (" + update.getMessage() + ")");
      }
    }
    if (!rejected.isEmpty()) {
      throw new PushRejectedException("The remote did not take the push." + rejected
          + ". Fetch, put your commits on top, and push again; or see the reason given.");
    }
  }

  /** One command of JGit. */
  private interface Call<C, T> {
    T on(C command) throws GitAPIException;
  }

  private <C extends TransportCommand<C, ?>, T> T run(String verb, C command, Call<C, T> call) {
    Connections connections = new Connections(url, token);
    command.setTimeout(TIMEOUT_SECONDS).setTransportConfigCallback(connections::configure);
    try {
      return call.on(command);
    } catch (GitAPIException | JGitInternalException failed) {
      throw Failures.of(verb, url, connections.status(), failed);
    }
  }

  /** The URL alone. */
  @Override
  public String toString() {
    return "GitRemote[" + Secret.mask(url.toString()) + "]";
  }
}
