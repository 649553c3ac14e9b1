package dev.repostore.repl;

import dev.repostore.InvalidRequestException;
import dev.repostore.ListRepos;
import dev.repostore.RepoStore;
import dev.repostore.git.GitRemote;
import dev.repostore.git.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the words are about: the stores that are open, the working copy at hand, what failed last.
 * There is one for a process, as there is one shell. Thread-safe.
 */
final class Session {

  private static final Session CURRENT = new Session();

  /** What a process that is to end may need for that; supervisors wait ten seconds or more. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final Map<String, RepoStore> stores = new LinkedHashMap<>();
  private final Works works = new Works();
  private final WorkingCopies copies = new WorkingCopies(this);
  private StoreOpener opener = StoreNames::open;
  private String chosen = "";
  private String usual = "main";
  private volatile List<String> arguments = List.of();
  private volatile boolean script;
  private volatile @Nullable Throwable lastFailure;

  /** The session of this process. */
  static Session current() {
    return CURRENT;
  }

  WorkingCopies copies() {
    return copies;
  }

  /** From now on stores are opened so. */
  synchronized void openWith(StoreOpener opener) {
    this.opener = opener;
  }

  /** What the store is called that is opened where none is named. */
  synchronized void callUsual(String name) {
    usual = name;
  }

  /** From now on this is the session of a script. */
  void begin(StoreOpener opener, List<String> given) {
    openWith(opener);
    arguments = List.copyOf(given);
    lastFailure = null;
    script = true;
  }

  /** The script is over, and this is a session like any other again. */
  void leave() {
    close();
    openWith(StoreNames::open);
    arguments = List.of();
    script = false;
  }

  boolean runsScript() {
    return script;
  }

  String[] arguments() {
    return arguments.toArray(String[]::new);
  }

  // Stores

  /** The store the words mean; the usual one is opened if there is none yet. */
  synchronized RepoStore store() {
    if (chosen.isEmpty()) {
      use("", usual);
    }
    return Objects.requireNonNull(stores.get(chosen));
  }

  /** Opens the usual store and asks it something, so that what is wrong with it is told now. */
  void check() {
    store().list(ListRepos.all().withLimit(1));
  }

  /** An open store by its name, or one that is opened now. */
  synchronized RepoStore store(String nameOrUrl) {
    RepoStore known = stores.get(nameOrUrl);
    return known == null ? opener.open(nameOrUrl) : known;
  }

  /** From now on the words mean this store: one that is open under a name, or one to open. */
  synchronized RepoStore use(String nameOrUrl, @Nullable String name) {
    if (name == null && stores.containsKey(nameOrUrl)) {
      chosen = nameOrUrl;
      return Objects.requireNonNull(stores.get(nameOrUrl));
    }
    RepoStore opened = opener.open(nameOrUrl);
    try {
      return use(opened, name == null ? nameFor(nameOrUrl) : name);
    } catch (RuntimeException taken) {
      opened.close();
      throw taken;
    }
  }

  /** As {@link #use(String, String)}, of a store that the caller has opened. */
  synchronized RepoStore use(RepoStore store, String name) {
    if (stores.containsKey(name)) {
      throw new InvalidRequestException(
          "name",
          "A store named '" + name + "' is open already. Say use(\"" + name
              + "\") to go back to it, or give the other one another name.");
    }
    stores.put(name, store);
    chosen = name;
    return store;
  }

  /** A configured store goes by its name, another by its driver's, numbered if need be. */
  private String nameFor(String nameOrUrl) {
    if (!nameOrUrl.contains(":")) {
      return nameOrUrl.isEmpty() ? usual : nameOrUrl;
    }
    String driver = nameOrUrl.replaceFirst("^repostore:", "").replaceFirst(":.*", "");
    String name = driver;
    for (int number = 2; stores.containsKey(name); number++) {
      name = driver + number;
    }
    return name;
  }

  synchronized List<OpenStore> open() {
    store();
    List<OpenStore> rows = new ArrayList<>();
    stores.forEach((name, store) -> rows.add(OpenStore.of(name, name.equals(chosen), store)));
    return rows;
  }

  /** Closes all stores; the words may be used again, and open them anew. */
  synchronized void close() {
    copies.close();
    stores.values().forEach(RepoStore::close);
    stores.clear();
    chosen = "";
  }

  GitRemote remote(String repo) {
    return GitRemote.of(store().repo(repo));
  }

  // Work

  /** Does what a word says: it can be cancelled, and what goes wrong is remembered. */
  <T> T work(Supplier<T> word) {
    try {
      return works.run(word);
    } catch (RuntimeException | Error failed) {
      lastFailure = failed;
      throw failed;
    }
  }

  /** As {@link #work(Supplier)}, for what takes long: on a terminal it shows how far it is. */
  <T> T longWork(Function<Progress, T> word) {
    return work(() -> works.runLong(word));
  }

  /**
   * Gives up the words that are at work.
   *
   * @return whether there are any
   */
  boolean cancel() {
    return works.cancel();
  }

  /** Waits until the words that were given up have taken back what they began; not for long. */
  void awaitWorks() {
    works.await(LAST_WORDS);
  }

  /**
   * Gives up what is at work, lets it take back the tokens it made, and closes all stores; for a
   * process that is about to end.
   */
  void end() {
    if (works.cancel()) {
      works.await(LAST_WORDS);
    }
    close();
  }

  void failed(Throwable thrown) {
    lastFailure = thrown;
  }

  @Nullable
  Throwable lastFailure() {
    return lastFailure;
  }
}
