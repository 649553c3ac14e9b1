package dev.repostore.mcp;

import dev.repostore.Repo;
import dev.repostore.RepoStore;
import dev.repostore.git.GitLimits;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Progress;
import dev.repostore.git.Workspace;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a tool that was let through the gate, and all a handler can reach: the store and the
 * workspace as the gate shows them. For one thread.
 */
final class Call {

  private static final GitLimits LIMITS = GitLimits.none().withTime(Duration.ofHours(1));

  private final Tool tool;
  private final Arguments arguments;
  private final Client client;
  private final Gate gate;

  Call(Tool tool, Arguments arguments, Client client, Gate gate) {
    this.tool = tool;
    this.arguments = arguments;
    this.client = client;
    this.gate = gate;
  }

  Tool tool() {
    return tool;
  }

  Arguments arguments() {
    return arguments;
  }

  /** What {@link Arguments#text} has. */
  String text(String name) {
    return arguments.text(name);
  }

  /** Whether it is only to be said what would happen. */
  boolean dryRun() {
    return arguments.flag("dry_run");
  }

  /** The name of the store that is meant. */
  String storeName() {
    return arguments.find("store").orElseGet(() -> gate.stores().names().get(0));
  }

  RepoStore store() {
    return gate.stores().get(storeName());
  }

  /** The repo a field names. Asks nobody. */
  Repo repo(String field) {
    return store().repo(text(field));
  }

  /** A repo's remote, that tells the client how far it is and ends when the client says so. */
  GitRemote remote(Repo repo) {
    GitRemote remote = GitRemote.of(repo).withProgress(progress()).withLimits(LIMITS);
    return arguments
        .find("token")
        .map(handle -> remote.withToken(gate.handles().require(handle, storeName(), repo.name())))
        .orElse(remote);
  }

  Progress progress() {
    return new Told(client);
  }

  /** The folder all working copies lie in. */
  Workspace workspace() {
    return gate.workspace();
  }

  Gate gate() {
    return gate;
  }

  /** Tells how far it has come, where that is not Git's to tell. */
  void tell(String step) {
    client.progress(0, null, step);
  }

  /**
   * Goes on only if somebody has agreed: a person who is asked, a plan that was made for just this,
   * or the one who started the server.
   *
   * @param deed what is about to be done, as a sentence
   * @param target what it is done to: a repo made again under its name is another one
   * @param head where that stands now; somewhere else is another deed
   */
  void confirm(String deed, String target, @Nullable String head) {
    Map<String, String> state =
        Map.of("store", storeName(), "target", target, "head", String.valueOf(head));
    gate.confirmations().require(this, client, deed, state);
  }
}
