package dev.repostore.repl;

import dev.repostore.InvalidRequestException;
import dev.repostore.RepoStore;
import dev.repostore.Secret;
import dev.repostore.spi.StoreConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stores that have names, in one small file of the user's: {@code stores.properties} in
 * {@code $XDG_CONFIG_HOME/repostore}, else in {@code ~/.config/repostore}. It has a line
 * {@code NAME.url=repostore:…} for each, and {@code NAME.token=} with where its credential is to be
 * had: {@code env:VARIABLE}, {@code file:PATH} of a file that its owner alone can read, or
 * {@code command:…} that prints it. Never the credential itself. Immutable and thread-safe; knows
 * the file as it was when it was read.
 */
public final class StoreNames {

  /** The store that is meant where none is named: a name or a URL. */
  public static final String URL = "REPOSTORE_URL";

  /** What opens the store of {@link #URL}, or another one that is named by its URL. */
  public static final String TOKEN = "REPOSTORE_TOKEN";

  private static final String URL_KEY = ".url";
  private static final String TOKEN_KEY = ".token";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final Map<String, String> environment;
  private final Path file;
  private final Properties named;
  private final @Nullable InvalidRequestException unusable;

  private StoreNames(
      Map<String, String> environment,
      Path file,
      Properties named,
      @Nullable InvalidRequestException unusable) {
    this.environment = Map.copyOf(environment);
    this.file = file;
    this.named = named;
    this.unusable = unusable;
  }

  /**
   * Reads the file, if it is there. If it cannot be read, or everybody can write it, that hinders
   * nobody who needs no name: all that looks for one throws then.
   *
   * @param environment the process's variables, which also say where the file is
   */
  public static StoreNames of(Map<String, String> environment) {
    Path file = fileOf(environment);
    try {
      return new StoreNames(environment, file, StoresFile.read(file), null);
    } catch (InvalidRequestException unusable) {
      return new StoreNames(environment, file, new Properties(), unusable);
    }
  }

  private Properties named() {
    if (unusable != null) {
      throw unusable;
    }
    return named;
  }

  /** Where the file is, or would be. */
  public static Path fileOf(Map<String, String> environment) {
    // By its specification a relative XDG_CONFIG_HOME counts for nothing.
    String given = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path config = given.startsWith("/") ? Path.of(given) : home(environment).resolve(".config");
    return config.resolve("repostore").resolve("stores.properties");
  }

  static Path home(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.startsWith("/") ? home : System.getProperty("user.home"));
  }

  /** Whether something could be a store's name; a URL could not. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * What is meant by a name or a URL: that of {@link #URL} if there is none; {@code ""} if neither.
   */
  public static String meant(String nameOrUrl, Map<String, String> environment) {
    return (nameOrUrl.isBlank() ? environment.getOrDefault(URL, "") : nameOrUrl).strip();
  }

  /** Opens as {@link #resolve} says, with the process's own environment. */
  static RepoStore open(String nameOrUrl) {
    return of(System.getenv()).resolve(nameOrUrl).open();
  }

  /** The file, which need not be there. */
  public Path file() {
    return file;
  }

  /**
   * The names, in alphabetical order.
   *
   * @throws InvalidRequestException with field {@code stores} if the file cannot be used
   */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    named().stringPropertyNames().stream()
        .filter(key -> key.endsWith(URL_KEY))
        .forEach(key -> names.add(key.substring(0, key.length() - URL_KEY.length())));
    return names;
  }

  /**
   * Where a store is and what opens it.
   *
   * @param nameOrUrl a name of the file, a URL, or {@code ""} for {@link #URL}'s, else the one the
   *     variables of the Artifacts guide are about, else the embedded one
   * @throws InvalidRequestException with field {@code store} if there is no such name, with field
   *     {@code url} if its URL is none or has a credential in it, with field {@code stores} if a
   *     name is given and the file cannot be used
   * @throws dev.repostore.AccessRefusedException if its credential is not where the file says
   */
  public StoreAddress resolve(String nameOrUrl) {
    String wanted = meant(nameOrUrl, environment);
    if (wanted.isEmpty()) {
      return ArtifactsVariables.address(environment)
          .orElseGet(() -> new StoreAddress("repostore:local:", Optional.empty()));
    }
    if (wanted.contains(":")) {
      String token = variable(TOKEN);
      return new StoreAddress(
          wanted, token.isEmpty() ? Optional.empty() : Optional.of(Secret.of(token)));
    }
    String url = url(wanted);
    return new StoreAddress(
        url,
        reference(wanted).map(reference -> TokenReference.read(wanted, reference, environment)));
  }

  /**
   * The URL of a store that has a name; its credential is not asked for.
   *
   * @throws InvalidRequestException as {@link #resolve} does
   */
  public String url(String name) {
    @Nullable String url = named().getProperty(name + URL_KEY);
    if (url == null) {
      String shown = isName(name) ? name : "NAME";
      throw unknown(
          name, "Add it with 'repostore stores add " + shown + " URL', or give the store's URL.");
    }
    return checked(name, url.strip());
  }

  private InvalidRequestException unknown(String name, String advice) {
    return new InvalidRequestException(
        "store",
        "There is no store named '" + Visible.line(name) + "'"
            + (names().isEmpty()
                ? ", for none is named in " + file
                : " in " + file + ", only " + String.join(", ", names()))
            + ". " + advice);
  }

  private static String checked(String name, String url) {
    try {
      StoreConfig.parse(url, null);
      return url;
    } catch (InvalidRequestException malformed) {
      throw new InvalidRequestException(
          "url", "The store '" + Visible.line(name) + "': " + malformed.getMessage());
    }
  }

  /**
   * Where the credential of a store that has a name is to be had, as the file says: it is no
   * reference if {@link #resolve} refuses it.
   *
   * @throws InvalidRequestException with field {@code stores} if the file cannot be used
   */
  public Optional<String> reference(String name) {
    return Optional.ofNullable(named().getProperty(name + TOKEN_KEY)).map(String::strip);
  }

  /**
   * Writes a store into the file, which only its owner can read then; one of the same name is
   * replaced.
   *
   * @param reference where its credential is to be had; null where its driver looks itself
   * @throws InvalidRequestException with field {@code name}, {@code url} or {@code token} if one is
   *     none; a URL with a credential in it is
   */
  public void add(String name, String url, @Nullable String reference) {
    if (!isName(name)) {
      throw new InvalidRequestException(
          "name",
          "A store's name has letters, digits, - and _, and at most 64 of them. Choose one.");
    }
    List<String> lines = new ArrayList<>();
    lines.add(StoresFile.line(name + URL_KEY, checked(name, url)));
    if (reference != null) {
      TokenReference.require(name, reference);
      lines.add(StoresFile.line(name + TOKEN_KEY, reference));
    }
    named(); // or a file that cannot be read would be written over
    StoresFile.replace(file, name, lines);
  }

  /**
   * Takes a store out of the file; the store itself stays.
   *
   * @throws InvalidRequestException with field {@code store} if there is no such name
   */
  public void remove(String name) {
    if (!names().contains(name)) {
      throw unknown(
          name, names().isEmpty() ? "There is nothing to remove." : "Name one that is there.");
    }
    StoresFile.replace(file, name, List.of());
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "").strip();
  }
}
