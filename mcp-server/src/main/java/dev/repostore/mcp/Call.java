package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;
import dev.repostore.Repo;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.Token;
import dev.repostore.git.GitLimits;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Progress;
import dev.repostore.git.Workspace;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
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
  private @Nullable String settled;

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

  /** The branch, tag or commit that is meant; null for the default branch, Git's HEAD. */
  @Nullable
  String ref() {
    @Nullable String ref = arguments.textOr("ref", null);
    return ref == null || ref.equals("HEAD") ? null : Words.branch(ref);
  }

  /** Whether it is only to be said what would happen. */
  boolean dryRun() {
    if (arguments.names().contains("dry_run") && !arguments.has("dry_run")) {
      throw new InvalidRequestException(
          "dry_run", "The field 'dry_run' must be true or false, or be left out; it is null.");
    }
    return arguments.flag("dry_run");
  }

  /** The name of the store that is meant: the first one if none is named or settled on. */
  String storeName() {
    String otherwise = settled == null ? gate.stores().names().get(0) : settled;
    return arguments.find("store").orElse(otherwise);
  }

  /** From now on this is about that store, if the client has named none. */
  void settle(String store) {
    settled = store;
  }

  /** As {@link #storeName}, whatever it was called with. */
  String storeMeant() {
    String otherwise = settled == null ? storeNames().get(0) : settled;
    return String.valueOf(arguments.rawOr("store", otherwise));
  }

  /** What errors about the store that is meant may advise, whatever it was called with. */
  StoreHint hint() {
    return hint(storeMeant());
  }

  /** What errors about a store may advise. */
  StoreHint hint(String name) {
    return gate.stores().hint(name);
  }

  RepoStore store() {
    return store(storeName());
  }

  /** Another store that is open. */
  RepoStore store(String name) {
    return gate.stores().get(name);
  }

  /** The URL the store was given by, if it is known. */
  Optional<String> storeUrl() {
    return gate.stores().url(storeName());
  }

  /** The names of all of them. */
  List<String> storeNames() {
    return gate.stores().names();
  }

  /** The repo a field names. Asks nobody. */
  Repo repo(String field) {
    return store().repo(text(field));
  }

  /** A store's cursor that was told with {@link #told}; null for the first page. */
  @Nullable
  String cursor() {
    @Nullable String told = arguments.textOr("cursor", null);
    return told == null || rules().scope() == null ? told : gate.cursors().open(told);
  }

  /** A store's cursor as a client may have it. */
  @Nullable
  String told(@Nullable String cursor) {
    return cursor == null || rules().scope() == null ? cursor : gate.cursors().close(cursor);
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

  /** What whoever started the server allows. */
  ServerOptions rules() {
    return gate.options();
  }

  /** To be spent when a repo is made, and not for a dry run. */
  Budget creates() {
    return gate.creates();
  }

  /** To be spent when a repo is deleted. */
  Budget deletes() {
    return gate.deletes();
  }

  /** Refuses hosts that imports may not come from. */
  void requireImportFrom(URI url) {
    gate.origins().require(url);
  }

  /** Whether the store is known to; one that is reached over the wire is asked when it imports. */
  boolean importsOnlyPublic() {
    return storeUrl()
        .filter(url -> url.startsWith("repostore:local:") && !url.contains("private-imports=true"))
        .isPresent();
  }

  /** Whether a URL names no host of this machine or of a private network, as far as it says. */
  boolean isPublic(URI url) {
    return Origins.isPublic(url);
  }

  /** Keeps a token of a repo here, and gives what stands for it. */
  String keep(RepoInfo repo, Token token) {
    return gate.handles().keep(storeName(), repo.name(), token);
  }

  /** A token of a repo that was minted here, by its handle or its id. */
  Optional<Token> kept(String name, String repo) {
    return gate.handles().find(name, storeName(), repo).map(Handles.Kept::token);
  }

  static boolean isHandle(String text) {
    return text.startsWith(Handles.PREFIX);
  }

  /** Whether a handle stood for a token of that repo, which was revoked. */
  boolean wasRevoked(String handle, String repo) {
    return gate.handles().wasRevoked(handle, storeName(), repo);
  }

  void forget(Token token) {
    gate.handles().forget(token);
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
   * @param state what it is done to, and how that stands: a repo made again under its name is
   *     another one, and a branch that has moved another deed. Asked for again once a person agreed
   */
  void confirm(String deed, Supplier<String> state) {
    gate.confirmations().require(this, client, deed, () -> storeName() + " " + state.get());
  }
}
