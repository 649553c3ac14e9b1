package dev.repostore.repl;

import dev.repostore.InvalidRequestException;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.Secret;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Stores that have names, in one small file of the user's: {@code stores.properties} in
 * {@code $XDG_CONFIG_HOME/repostore}, else in {@code ~/.config/repostore}. It has a line
 * {@code NAME.url=repostore:…} for each, and {@code NAME.token=} with where its credential is to be
 * had: {@code env:VARIABLE}, {@code file:PATH} of a file that its owner alone can read, or
 * {@code command:…} that prints it. Never the credential itself. Immutable and thread-safe.
 */
public final class StoreNames {

  /** The store that is meant where none is named: a name or a URL. */
  public static final String URL = "REPOSTORE_URL";

  /** What opens the store of {@link #URL}, or another one that is named by its URL. */
  public static final String TOKEN = "REPOSTORE_TOKEN";

  private final Map<String, String> environment;
  private final Path file;
  private final Properties named;

  private StoreNames(Map<String, String> environment, Path file, Properties named) {
    this.environment = Map.copyOf(environment);
    this.file = file;
    this.named = named;
  }

  /**
   * Reads the file, if it is there.
   *
   * @param environment the process's variables, which also say where the file is
   * @throws InvalidRequestException with field {@code stores} if it cannot be read
   */
  public static StoreNames of(Map<String, String> environment) {
    String given = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path config = given.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".config")
        : Path.of(given);
    Path file = config.resolve("repostore").resolve("stores.properties");
    Properties named = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      named.load(reader);
    } catch (NoSuchFileException none) {
      // Nothing is configured, as with most users.
    } catch (IOException | IllegalArgumentException malformed) {
      throw new InvalidRequestException(
          "stores",
          "The file of named stores " + file + " cannot be read: " + malformed.getMessage()
              + ". Mend it, or move it away.",
          null,
          malformed);
    }
    return new StoreNames(environment, file, named);
  }

  /** Opens as {@link #resolve} says, with the process's own environment. */
  static RepoStore open(String nameOrUrl) {
    StoreNames names = of(System.getenv());
    StoreAddress address = names.resolve(nameOrUrl);
    return address
        .token()
        .map(token -> RepoStores.open(address.url(), token))
        .orElseGet(() -> RepoStores.open(address.url()));
  }

  /** The file, which need not be there. */
  public Path file() {
    return file;
  }

  /** The names, in alphabetical order. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    named.stringPropertyNames().stream()
        .filter(key -> key.endsWith(".url"))
        .forEach(key -> names.add(key.substring(0, key.length() - ".url".length())));
    return names;
  }

  /**
   * Where a store is and what opens it.
   *
   * @param nameOrUrl a name of the file, a URL, or {@code ""} for {@link #URL}'s, else the one the
   *     variables of the Artifacts guide are about, else the embedded one
   * @throws InvalidRequestException with field {@code store} if there is no such name, with field
   *     {@code token} if its credential is not where the file says
   */
  public StoreAddress resolve(String nameOrUrl) {
    String wanted = nameOrUrl.isEmpty() ? variable(URL) : nameOrUrl;
    if (wanted.isEmpty()) {
      return ArtifactsVariables.address(environment)
          .orElseGet(() -> new StoreAddress("repostore:local:", Optional.empty()));
    }
    if (wanted.contains(":")) {
      String token = variable(TOKEN);
      return new StoreAddress(
          wanted, token.isEmpty() ? Optional.empty() : Optional.of(Secret.of(token)));
    }
    @Nullable String url = named.getProperty(wanted + ".url");
    if (url == null) {
      throw new InvalidRequestException(
          "store",
          "There is no store named '" + Visible.line(wanted) + "'. "
              + (names().isEmpty() ? "None is named" : "There is: " + String.join(", ", names()))
              + " in " + file + ". Add a line " + Visible.line(wanted)
              + ".url=repostore:… there, or give the store's URL.");
    }
    return new StoreAddress(url.strip(), token(wanted));
  }

  private Optional<Secret> token(String name) {
    @Nullable String reference = named.getProperty(name + ".token");
    return reference == null
        ? Optional.empty()
        : Optional.of(TokenReference.read(name, reference.strip(), environment));
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "").strip();
  }
}
