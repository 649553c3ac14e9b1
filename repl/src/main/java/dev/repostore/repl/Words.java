package dev.repostore.repl;

import dev.repostore.Commit;
import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.ForkRepo;
import dev.repostore.ImportRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.ListRepos;
import dev.repostore.ListTokens;
import dev.repostore.ReadLog;
import dev.repostore.Repo;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.RepoStoreException;
import dev.repostore.Scope;
import dev.repostore.Secret;
import dev.repostore.Token;
import dev.repostore.TokenCheck;
import dev.repostore.TokenInfo;
import dev.repostore.TreeEntry;
import dev.repostore.git.Checkout;
import dev.repostore.git.Clone;
import dev.repostore.git.CommitFiles;
import dev.repostore.git.CopiedRefs;
import dev.repostore.git.CreateCommit;
import dev.repostore.git.Diff;
import dev.repostore.git.FileChange;
import dev.repostore.git.GitException;
import dev.repostore.git.Grep;
import dev.repostore.git.GrepHit;
import dev.repostore.git.Log;
import dev.repostore.git.Merged;
import dev.repostore.git.Push;
import dev.repostore.git.PushReport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of stores and of Git as words, for JShell and for any Java file: {@code import static
 * dev.repostore.repl.Words.*;}. They are about one store at a time, which is the usual one until
 * {@link #use(String)} says otherwise, and about the working copy that was cloned or opened last,
 * where none is given.
 *
 * <p>Words block until they are done. They throw a {@link RepoStoreException} or a
 * {@link GitException}, whose message says what happened, why and what to do. Tokens never print:
 * {@code mint("a").secret().reveal()} is the only way to see one. {@link #help()} shows all words.
 */
public final class Words {

  /** Lets clone and fetch: {@link Scope#READ}. */
  public static final Scope READ = Scope.READ;

  /** Lets push as well: {@link Scope#WRITE}. */
  public static final Scope WRITE = Scope.WRITE;

  private static final Session SESSION = Session.current();

  private Words() {}

  // Stores

  /** Has the words mean another store: one that is open, one that has a name, or that of a URL. */
  public static RepoStore use(String nameOrUrl) {
    return SESSION.work(() -> SESSION.use(nameOrUrl, null));
  }

  /** As {@link #use(String)}, and from now on that store has this name. */
  public static RepoStore use(String nameOrUrl, String name) {
    return SESSION.work(() -> SESSION.use(nameOrUrl, name));
  }

  /** As {@link #use(String, String)}, for a store that was opened in another way. */
  public static RepoStore use(RepoStore store, String name) {
    return SESSION.work(() -> SESSION.use(store, name));
  }

  /** The store the words mean. */
  public static RepoStore store() {
    return SESSION.work(() -> SESSION.store());
  }

  /** The stores that are open, with what they can do. */
  public static Listing<OpenStore> stores() {
    return SESSION.work(() -> new Listing<>(SESSION.open()));
  }

  // Repos

  /** All repos, newest first. */
  public static Listing<RepoInfo> repos() {
    return SESSION.work(() -> new Listing<>(SESSION.store().list().toList()));
  }

  /** The repos whose names have this in them, at most {@value ListRepos#MAX_LIMIT}. */
  public static Listing<RepoInfo> repos(String search) {
    return repos(ListRepos.all().withLimit(ListRepos.MAX_LIMIT).withSearch(search));
  }

  /** One page of repos. */
  public static Listing<RepoInfo> repos(ListRepos request) {
    return SESSION.work(() -> new Listing<>(SESSION.store().list(request).items()));
  }

  /** A handle of one repo; asks nobody. */
  public static Repo repo(String name) {
    return SESSION.work(() -> SESSION.store().repo(name));
  }

  /** Makes an empty repo. */
  public static CreatedRepo create(String name) {
    return create(CreateRepo.named(name));
  }

  /** Makes an empty repo. */
  public static CreatedRepo create(CreateRepo request) {
    return SESSION.work(() -> SESSION.store().create(request));
  }

  /** Makes a repo with the default branch of another. */
  public static CreatedRepo fork(String source, String name) {
    return fork(source, ForkRepo.named(name));
  }

  /** Makes a repo with the history of another. */
  public static CreatedRepo fork(String source, ForkRepo request) {
    return SESSION.work(() -> SESSION.store().fork(source, request));
  }

  /** Makes a repo with the history of a public remote, and returns when it can be used. */
  public static CreatedRepo importRepo(String url, String name) {
    return SESSION.work(() -> importRepo(ImportRepo.from(URI.create(url), name)));
  }

  /** As {@link #importRepo(String, String)}. */
  public static CreatedRepo importRepo(ImportRepo request) {
    return SESSION.work(() -> SESSION.store().importRepo(request));
  }

  /** Deletes a repo and its tokens, for good; tells whether there was one. */
  public static boolean delete(String name) {
    return SESSION.work(() -> SESSION.store().delete(name));
  }

  /** Copies a repo with all its refs into another store, under the same name. */
  public static CopiedRefs copy(String repo, String toStore) {
    return SESSION.longWork(
        progress -> RepoCopy.copy(SESSION.store(), repo, SESSION.store(toStore), repo, progress));
  }

  /** Copies a repo with all its refs from one store to another; both are left open. */
  public static CopiedRefs copy(RepoStore from, String repo, RepoStore to, String name) {
    return SESSION.longWork(progress -> RepoCopy.copy(from, repo, to, name, progress));
  }

  // Tokens

  /** Makes a token to clone and fetch with, for 24 hours. */
  public static Token mint(String repo) {
    return mint(repo, CreateToken.read());
  }

  /** Makes a token for 24 hours. */
  public static Token mint(String repo, Scope scope) {
    return mint(repo, scope, CreateToken.DEFAULT_TTL);
  }

  /** Makes a token; see {@link CreateToken#ttl()} for how long it may live. */
  public static Token mint(String repo, Scope scope, Duration ttl) {
    return SESSION.work(() -> mint(repo, new CreateToken(scope, ttl)));
  }

  private static Token mint(String repo, CreateToken request) {
    return SESSION.work(() -> SESSION.store().createToken(repo, request));
  }

  /** The tokens of a repo that still work, newest first. */
  public static Listing<TokenInfo> tokens(String repo) {
    return tokens(repo, ListTokens.active().withLimit(ListTokens.MAX_LIMIT));
  }

  /** One page of a repo's tokens. */
  public static Listing<TokenInfo> tokens(String repo, ListTokens request) {
    return SESSION.work(
        () -> new Listing<>(SESSION.store().tokens(repo, request).items()));
  }

  /** Whether a token lets Git in right now. */
  public static TokenCheck validate(String repo, Secret token) {
    return SESSION.work(() -> SESSION.store().validateToken(repo, token));
  }

  /** Whether a token lets Git in right now. */
  public static TokenCheck validate(String repo, Token token) {
    return validate(repo, token.secret());
  }

  /** Makes a token useless, by its id; tells whether the repo had it. */
  public static boolean revoke(String repo, String tokenId) {
    return SESSION.work(() -> SESSION.store().revokeToken(repo, tokenId));
  }

  /** Makes a token useless; tells whether the repo had it. */
  public static boolean revoke(String repo, Token token) {
    return SESSION.work(() -> SESSION.store().revokeToken(repo, token.secret()));
  }

  // Working copies

  /** Clones a repo into a folder, which is empty or not there yet. */
  public static Checkout cloneRepo(String repo, String folder) {
    return cloneRepo(repo, Path.of(folder), Clone.all());
  }

  /** As {@link #cloneRepo(String, String)}. */
  public static Checkout cloneRepo(String repo, Path folder) {
    return cloneRepo(repo, folder, Clone.all());
  }

  /** As {@link #cloneRepo(String, String)}, all of the repo or a part. */
  public static Checkout cloneRepo(String repo, Path folder, Clone request) {
    return SESSION.longWork(progress -> SESSION.copies().clone(repo, folder, request, progress));
  }

  /** Opens a working copy that is there. */
  public static Checkout open(String folder) {
    return open(Path.of(folder));
  }

  /** Opens a working copy that is there. */
  public static Checkout open(Path folder) {
    return SESSION.work(() -> SESSION.copies().open(folder));
  }

  /** Stages and commits all that changed in the working copy at hand. */
  public static Commit commit(String message) {
    return SESSION.work(() -> commit(SESSION.copies().current(), message));
  }

  /** Stages and commits all that changed in a working copy. */
  public static Commit commit(Checkout checkout, String message) {
    return SESSION.work(() -> {
      checkout.stageAll();
      return checkout.commit(CreateCommit.of(message).withCommitter(Me.person()));
    });
  }

  /** Pushes the branch of the working copy at hand. */
  public static PushReport push() {
    return SESSION.work(() -> push(SESSION.copies().current()));
  }

  /** Pushes the branch of a working copy. */
  public static PushReport push(Checkout checkout) {
    return push(checkout, Push.of("HEAD"));
  }

  /** Pushes from a working copy. */
  public static PushReport push(Checkout checkout, Push request) {
    return SESSION.longWork(progress ->
        checkout.push(SESSION.copies().remote(checkout).withProgress(progress), request));
  }

  /** Fetches, and moves the branch of the working copy at hand forward. */
  public static Merged pull() {
    return SESSION.work(() -> pull(SESSION.copies().current()));
  }

  /** Fetches, and moves the branch of a working copy forward. */
  public static Merged pull(Checkout checkout) {
    return SESSION.longWork(
        progress -> checkout.pull(SESSION.copies().remote(checkout).withProgress(progress)));
  }

  /** The last commits of the working copy at hand. */
  public static Listing<Commit> log() {
    return SESSION.work(() -> log(SESSION.copies().current()));
  }

  /** The last commits of a working copy. */
  public static Listing<Commit> log(Checkout checkout) {
    return SESSION.work(() -> new Listing<>(checkout.log(Log.head())));
  }

  /** What is changed in the working copy at hand and not committed; new files by name. */
  public static Difference diff() {
    return SESSION.work(() -> diff(SESSION.copies().current()));
  }

  /** What is changed in a working copy and not committed; new files by name. */
  public static Difference diff(Checkout checkout) {
    return SESSION.work(() ->
        new Difference(checkout.diff(Diff.uncommitted()), checkout.status().untracked()));
  }

  // Without a clone

  /** The last commits of a repo's default branch. */
  public static Listing<Commit> log(String repo) {
    return log(repo, ReadLog.head());
  }

  /** The last commits of a branch, a tag or a commit. */
  public static Listing<Commit> log(String repo, String ref) {
    return log(repo, ReadLog.of(ref));
  }

  private static Listing<Commit> log(String repo, ReadLog request) {
    return SESSION.work(() -> new Listing<>(SESSION.remote(repo).log(request)));
  }

  /** What differs between two branches, tags or commits of a repo. */
  public static Difference diff(String repo, String before, String after) {
    return SESSION.work(
        () -> new Difference(SESSION.remote(repo).diff(Diff.between(before, after))));
  }

  /** What is in the root of a repo's default branch. */
  public static Listing<TreeEntry> ls(String repo) {
    return SESSION.work(() -> Reading.of(SESSION, repo).folder(null, ""));
  }

  /** What is in a folder of a branch, a tag or a commit; {@code ""} for the root. */
  public static Listing<TreeEntry> ls(String repo, String ref, String folder) {
    return SESSION.work(() -> Reading.of(SESSION, repo).folder(ref, folder));
  }

  /** A file of a repo's default branch, as text. */
  public static String cat(String repo, String path) {
    return SESSION.work(() -> Reading.of(SESSION, repo).text(null, path));
  }

  /** A file of a branch, a tag or a commit, as text. */
  public static String cat(String repo, String ref, String path) {
    return SESSION.work(() -> Reading.of(SESSION, repo).text(ref, path));
  }

  /** The lines of a repo's default branch in which a regular expression finds something. */
  public static Listing<GrepHit> grep(String repo, String regex) {
    return SESSION.longWork(progress -> Reading.of(SESSION, repo).grep(null, Grep.of(regex)));
  }

  /** The lines of a branch, a tag or a commit in which something is found. */
  public static Listing<GrepHit> grep(String repo, String ref, Grep request) {
    return SESSION.longWork(progress -> Reading.of(SESSION, repo).grep(ref, request));
  }

  /** Makes one commit on a branch, which is made if it is not there. */
  public static Commit commitFiles(
      String repo, String branch, String message, FileChange... changes) {
    return commitFiles(
        repo,
        CommitFiles.on(branch, message)
            .withChanges(Arrays.asList(changes))
            .withCommitter(Me.person()));
  }

  /** Makes one commit. */
  public static Commit commitFiles(String repo, CommitFiles request) {
    return SESSION.longWork(
        progress -> SESSION.remote(repo).withProgress(progress).commit(request));
  }

  /** A file of a commit, as it is to be from now on. */
  public static FileChange file(String path, String text) {
    return FileChange.put(path, text);
  }

  /** A file of a commit, as it is to be from now on. */
  public static FileChange file(String path, byte[] bytes) {
    return FileChange.put(path, bytes);
  }

  /** A file or folder that a commit takes away. */
  public static FileChange remove(String path) {
    return FileChange.delete(path);
  }

  /** A file or folder that a commit gives another path. */
  public static FileChange rename(String from, String to) {
    return FileChange.rename(from, to);
  }

  /** Has this person commit from now on. */
  public static void me(String name, String email) {
    SESSION.work(() -> {
      Me.become(name, email);
      return null;
    });
  }

  // The shell

  /** So many minutes. */
  public static Duration ofMinutes(long minutes) {
    return Duration.ofMinutes(minutes);
  }

  /** So many hours. */
  public static Duration ofHours(long hours) {
    return Duration.ofHours(hours);
  }

  /** So many days. */
  public static Duration ofDays(long days) {
    return Duration.ofDays(days);
  }

  /** Prints a value for people: lists and records as tables, as wide as the terminal. */
  public static void print(Object value) {
    Printing.print(value);
  }

  /** A value as one line of JSON. */
  public static String json(Object value) {
    return JsonText.of(value);
  }

  /** Prints the words by topic. */
  public static void help() {
    Help.print(System.out);
  }

  /** Prints what a word does, with an example that can be pasted. */
  public static void help(String word) {
    SESSION.work(() -> {
      Help.print(given(word, "help(\"fork\")"), System.out);
      return null;
    });
  }

  /** Prints what went well in this session, as a script. */
  public static void show() {
    SESSION.work(() -> {
      SessionScript.of(SessionText.current().lines()).forEach(System.out::println);
      return null;
    });
  }

  /** Prints what went well in this session, as a class in a Java file. */
  public static void show(String className) {
    SESSION.work(() -> {
      String name = given(className, "show(\"Session\")");
      SessionText text = SessionText.current();
      System.out.println(new SessionFile(name, text.imports(), text.lines()).text());
      return null;
    });
  }

  private static String given(@Nullable String name, String example) {
    if (name == null) {
      throw new InvalidRequestException("name", "The name is null. Give one, as " + example + ".");
    }
    return name;
  }

  /** Prints where the last failure came from. */
  public static void why() {
    Printing.why(SESSION.lastFailure());
  }

  /** Ends the process with a status, after the open stores were closed. */
  public static void exit(int status) {
    SESSION.close();
    System.exit(
        Outlet.ended(status, failure -> System.err.println("repostore: " + failure.paragraph())));
  }

  /** The arguments of the script that runs, which it knows as {@code args}; a fresh copy. */
  public static String[] arguments() {
    return SESSION.arguments();
  }
}
