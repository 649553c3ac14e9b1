package dev.repostore.cli;

import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.ForkRepo;
import dev.repostore.ImportRepo;
import dev.repostore.ListTokens;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.Secret;
import dev.repostore.Token;
import dev.repostore.TokenState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The getting-started guide as steps: the store by its driver, Git by the real {@code git}. */
final class Guide {

  private static final String REPO = "starter-repo";
  private static final String FORK = "starter-fork";
  private static final String CLONE = "artifacts-clone";

  private final RepoStore store;
  private final Clones clones;
  private final URI upstream;

  private @Nullable CreatedRepo created;
  private @Nullable Token minted;

  /** @param upstream a public remote to import, with a branch {@code main} */
  Guide(RepoStore store, Clones clones, URI upstream) {
    this.store = store;
    this.clones = clones;
    this.upstream = upstream;
  }

  List<Step> steps() {
    return List.of(
        new Step(
            "Create a repo",
            post("/repos", "{\"name\":\"starter-repo\"}"),
            "starter-repo on branch main, with a write token",
            this::create),
        new Step(
            "Get its remote again",
            curl("GET", "/repos/starter-repo"),
            "the same remote, never pushed to",
            this::get),
        new Step("Push a first commit", """
            git init -b main artifacts-demo && cd artifacts-demo
            printf '# Artifacts demo\\n' > README.md && git add README.md && git commit -m "Initial commit"
            git remote add origin "$ARTIFACTS_REMOTE"
            git -c http.extraHeader="Authorization: Bearer $ARTIFACTS_TOKEN" push -u origin main""", "the host's main is the commit", this::push),
        new Step(
            "Make a token for reading only",
            post("/tokens", "{\"repo\":\"starter-repo\",\"scope\":\"read\",\"ttl\":3600}"),
            "a read token",
            this::mint),
        new Step(
            "Clone with it",
            "git -c http.extraHeader=\"Authorization: Bearer $READ_TOKEN\""
                + " clone \"$ARTIFACTS_REMOTE\" artifacts-clone",
            "# Artifacts demo",
            () -> clones.readmeOfClone(starter().remote(), reader().secret(), CLONE)),
        new Step(
            "Push with it",
            "git -c http.extraHeader=\"Authorization: Bearer $READ_TOKEN\" push origin HEAD:refs/heads/other",
            "refused with 403",
            () -> clones.refusal(
                CLONE, reader().secret(), "push", "origin", "HEAD:refs/heads/other")),
        new Step(
            "Fork the repo",
            post("/repos/starter-repo/fork", "{\"name\":\"starter-fork\"}"),
            "starter-fork, whose main is the same commit",
            this::fork),
        new Step(
            "Import a public repo",
            post("/repos/imported/import", "{\"url\":\"" + upstream + "\"}"),
            "imported, whose main is the public one's",
            this::importIt),
        new Step(
            "List the repos",
            curl("GET", "/repos"),
            "imported, starter-fork, starter-repo",
            () -> store.list().map(RepoInfo::name).sorted().collect(Collectors.joining(", "))),
        new Step(
            "Revoke the token for reading",
            curl("DELETE", "/tokens/$READ_TOKEN_ID"),
            "one token revoked",
            this::revoke),
        new Step(
            "Fetch with it",
            "git -c http.extraHeader=\"Authorization: Bearer $READ_TOKEN\" fetch origin",
            "refused with 403",
            () -> clones.refusal(CLONE, reader().secret(), "fetch", "origin")),
        new Step(
            "Delete the repo",
            curl("DELETE", "/repos/starter-repo"),
            "it is gone, and its fork is not",
            this::delete));
  }

  private String create() {
    created = store.create(REPO);
    return created.name() + " on branch " + created.defaultBranch() + ", with a "
        + created.firstToken().map(Guide::words).orElse("missing token");
  }

  private String get() {
    RepoInfo info = store.get(REPO);
    return (info.remote().equals(starter().remote()) ? "the same remote" : "another remote")
        + (info.lastPushAt() == null ? ", never pushed to" : ", pushed to at " + info.lastPushAt());
  }

  private String push() throws IOException, InterruptedException {
    Secret writer = writer(starter());
    Path work = clones.commit("artifacts-demo", "# Artifacts demo\n");
    String commit = clones.push(work, starter().remote(), writer);
    boolean there = clones.tip(starter().remote(), writer).equals(commit);
    return there ? "the host's main is the commit" : "the host's main is another commit";
  }

  private String mint() {
    minted = store.createToken(REPO, CreateToken.read().withTtl(Duration.ofHours(1)));
    return "a " + words(minted);
  }

  private String fork() throws IOException, InterruptedException {
    CreatedRepo fork = store.fork(REPO, ForkRepo.named(FORK));
    String source = clones.tip(starter().remote(), writer(starter()));
    boolean same = clones.tip(fork.remote(), writer(fork)).equals(source);
    return fork.name() + ", whose main is " + (same ? "the same commit" : "another commit");
  }

  private String importIt() throws IOException, InterruptedException {
    CreatedRepo imported = store.importRepo(ImportRepo.from(upstream, "imported"));
    String source = clones.tip(upstream, null);
    boolean same = clones.tip(imported.remote(), writer(imported)).equals(source);
    return imported.name() + ", whose main is " + (same ? "the public one's" : "another commit");
  }

  private String revoke() {
    boolean known = store.revokeToken(REPO, Objects.requireNonNull(reader().id()));
    ListTokens query = ListTokens.active().withState(TokenState.REVOKED);
    int revoked = store.tokens(REPO, query).items().size();
    return known && revoked == 1 ? "one token revoked" : revoked + " tokens revoked";
  }

  private String delete() {
    boolean gone = store.delete(REPO) && store.find(REPO).isEmpty();
    boolean forked = store.find(FORK).isPresent();
    return (gone ? "it is gone" : "it is still there")
        + (forked ? ", and its fork is not" : ", and so is its fork");
  }

  private static String words(Token token) {
    return token.scope().name().toLowerCase(Locale.ROOT) + " token";
  }

  private CreatedRepo starter() {
    return Objects.requireNonNull(created);
  }

  private Token reader() {
    return Objects.requireNonNull(minted);
  }

  private static Secret writer(CreatedRepo repo) {
    return repo.firstToken().orElseThrow().secret();
  }

  private static String post(String path, String body) {
    return curl("POST", path) + " --header \"Content-Type: application/json\" --data '" + body
        + "'";
  }

  private static String curl(String method, String path) {
    return "curl --request " + method + " \"$ARTIFACTS_BASE_URL" + path
        + "\" --header \"Authorization: Bearer $CLOUDFLARE_API_TOKEN\"";
  }
}
