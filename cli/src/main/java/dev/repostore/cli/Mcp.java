package dev.repostore.cli;

import dev.repostore.InvalidRequestException;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.Secret;
import dev.repostore.host.HostSettings;
import dev.repostore.mcp.HttpDoor;
import dev.repostore.mcp.HttpOptions;
import dev.repostore.mcp.ServerOptions;
import dev.repostore.mcp.ServerOptions.Budgets;
import dev.repostore.mcp.StoreAt;
import dev.repostore.mcp.ToolServer;
import dev.repostore.mcp.Toolset;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Stores and Git as tools for an agent. Its options are not annotated: an agent's client waits for
 * this command, and reading annotations takes a third of its start.
 */
final class Mcp implements Callable<Integer> {

  private final InputStream in;
  private final OutputStream out;
  private final McpHttp http = new McpHttp();
  private final CommandSpec command = CommandSpec.wrapWithoutInspection(this);

  private Mcp(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
    command
        .usageMessage()
        .autoWidth(true)
        .sortOptions(false)
        .description(
            "Offer stores and Git as tools to an agent, over the Model Context Protocol.",
            "",
            "Speaks on standard input and output, and writes nothing else to the latter. Ends when its"
                + " input does. With --http it listens instead, prints its URL, and ends with a"
                + " signal.",
            "");
    Options options = new Options(command)
        .texts(
            "--store",
            "[NAME=]URL",
            "A store to open, such as repostore:artifacts:ACCOUNT/NAMESPACE, or a name of 'repostore"
                + " stores list'; may be repeated, with names. What opens it is in REPOSTORE_TOKEN_NAME (NAME in capitals), or in"
                + " REPOSTORE_TOKEN if it is the only one, or where its driver looks. Default:"
                + " $REPOSTORE_URL, else the embedded store in the data folder of serve.")
        .one(
            "--root",
            "DIR",
            Path.class,
            "The folder all working copies lie in; made if it is not there. Default:"
                + " $REPOSTORE_ROOT, else repostore-work beside the data folder of serve.")
        .one(
            "--scope",
            "PREFIX",
            String.class,
            "Hold the agent to repos whose names begin with PREFIX, which it does not see.")
        .flag("--read-only", "Refuse whatever changes a repo or the disk.")
        .listed(
            "--toolsets",
            "SET",
            "The groups of tools to offer: repos, tokens, git, content. Default: all.")
        .flag("--reveal-tokens", "Show tokens to the agent. Otherwise it gets handles of them.")
        .flag("--yes", "Delete and overwrite without asking: for automation only.")
        .listed(
            "--import-from",
            "HOST",
            "The hosts imports may come from, their subdomains included. Default: all.")
        .one(
            "--max-creates-per-hour",
            "N",
            Integer.class,
            "How many repos may be made in any hour. Default: no limit.")
        .one(
            "--max-deletes-per-hour",
            "N",
            Integer.class,
            "How many repos may be deleted in any hour. Default: no limit.")
        .one(
            "--audit",
            "FILE",
            Path.class,
            "Write every call to FILE, each line sealed by the next; 'repostore audit verify FILE'"
                + " checks it.");
    http.addTo(options);
    options.help();
  }

  /** The command, to be added to a command line. */
  static CommandSpec spec() {
    return spec(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
  }

  /** The same for a client at other streams than those of this process. */
  static CommandSpec spec(InputStream in, OutputStream out) {
    return new Mcp(in, out).command;
  }

  private ParseResult given() {
    return command.commandLine().getParseResult();
  }

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> environment = filledIn(System.getenv());
    requireUsable(environment);
    ServerOptions options = options(environment);
    HttpOptions listening =
        http.options(given(), HostSettings.dataFolder(environment), environment, this::say);
    if (listening != null) {
      listen(options, listening);
      return 0;
    }
    System.setOut(System.err); // whoever prints, prints no message
    try (StopSignal signal = StopSignal.watched();
        ToolServer server = server(options)) {
      server.serve(in, out);
      signal.heard();
    }
    return 0;
  }

  private ToolServer server(ServerOptions options) {
    try {
      return ToolServer.with(options);
    } catch (InvalidRequestException unusable) {
      throw new ParameterException(command.commandLine(), String.valueOf(unusable.getMessage()));
    }
  }

  private void requireUsable(Map<String, String> environment) {
    McpSettings settings = new McpSettings(command.commandLine());
    settings.requireRoot(root(environment));
    settings.requireAudit(given().<@Nullable Path>matchedOptionValue("--audit", null));
    settings.requireHosts("--import-from", importFrom());
    settings.requireHosts(
        "--host-name", given().matchedOptionValue("--host-name", List.<String>of()));
  }

  /** Some clients leave a bundle's placeholders where a user has filled in nothing. */
  private static Map<String, String> filledIn(Map<String, String> environment) {
    Map<String, String> filled = new HashMap<>(environment);
    filled.values().removeIf(value -> value.startsWith("${user_config."));
    return filled;
  }

  private void listen(ServerOptions options, HttpOptions listening) throws InterruptedException {
    OwnSettings.only();
    ToolServer server = server(options);
    HttpDoor door = server.listen(listening);
    Thread stop = new Thread(
        () -> {
          say("Stopping: finishing what runs.");
          door.close();
          server.close();
          say("Stopped.");
        },
        "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    PrintWriter out = command.commandLine().getOut();
    out.println(door.url());
    out.flush();
    new CountDownLatch(1).await(); // until a signal ends the process
  }

  private void say(String line) {
    PrintWriter err = command.commandLine().getErr();
    err.println("repostore: " + line);
    err.flush();
  }

  private ServerOptions options(Map<String, String> environment) {
    return new ServerOptions(
        stores(environment),
        root(environment),
        given().<@Nullable String>matchedOptionValue("--scope", null),
        given().hasMatchedOption("--read-only"),
        sets(),
        given().hasMatchedOption("--reveal-tokens"),
        given().hasMatchedOption("--yes"),
        importFrom(),
        new Budgets(budget("--max-creates-per-hour"), budget("--max-deletes-per-hour")),
        given().<@Nullable Path>matchedOptionValue("--audit", null),
        Clock.systemUTC());
  }

  private List<String> importFrom() {
    return given().matchedOptionValue("--import-from", List.of());
  }

  private int budget(String option) {
    return given().matchedOptionValue(option, Integer.MAX_VALUE);
  }

  private Path root(Map<String, String> environment) {
    String given = environment.getOrDefault("REPOSTORE_ROOT", "");
    Path root = given().<@Nullable Path>matchedOptionValue("--root", null);
    if (root != null) {
      return root;
    }
    return given.isEmpty()
        ? HostSettings.dataFolder(environment).resolveSibling("repostore-work")
        : Path.of(given);
  }

  private Set<Toolset> sets() {
    Set<Toolset> sets = EnumSet.noneOf(Toolset.class);
    try {
      given()
          .matchedOptionValue("--toolsets", List.<String>of())
          .forEach(name -> sets.add(Toolset.named(name)));
    } catch (IllegalArgumentException unknown) {
      throw new ParameterException(command.commandLine(), String.valueOf(unknown.getMessage()));
    }
    return sets.isEmpty() ? EnumSet.allOf(Toolset.class) : sets;
  }

  private Map<String, Supplier<RepoStore>> stores(Map<String, String> environment) {
    Map<String, Supplier<RepoStore>> stores = new LinkedHashMap<>();
    List<String> urls = given().matchedOptionValue("--store", List.of());
    List<String> wanted = urls.isEmpty() ? List.of(standard(environment)) : urls;
    for (String given : wanted) {
      int equals = given.indexOf('=');
      boolean called = equals > 0 && !given.substring(0, equals).contains(":");
      String plain = called ? given.substring(equals + 1) : given;
      boolean known = !plain.contains(":"); // by a name of the file of named stores
      String name = called ? given.substring(0, equals) : known ? plain : "main";
      String shown = known ? NamedStore.url(plain, environment) : plain;
      new McpSettings(command.commandLine()).requireStore(name, shown);
      String url = heldToHosts(shown);
      Supplier<RepoStore> opener = known
          ? () -> NamedStore.open(plain, url, environment, this::say)
          : () -> open(url, name, wanted.size() == 1, environment);
      StoreAt store = new StoreAt(shown, opener);
      if (stores.put(name, store) != null) {
        throw new ParameterException(
            command.commandLine(),
            "There are two stores named '" + name + "'. Name them: --store a=URL --store b=URL.");
      }
    }
    return stores;
  }

  /** The embedded store is told of the hosts itself: it follows redirects. */
  private String heldToHosts(String url) {
    List<String> importFrom = importFrom();
    if (importFrom.isEmpty() || !url.startsWith("repostore:local:")) {
      return url;
    }
    return url + (url.contains("?") ? "&" : "?") + "import-from=" + String.join(",", importFrom);
  }

  private static String standard(Map<String, String> environment) {
    String url = environment.getOrDefault("REPOSTORE_URL", "");
    return url.isEmpty() ? "repostore:local:" + HostSettings.dataFolder(environment) : url;
  }

  /** What opens one store opens no other: with several, each needs a variable of its own. */
  private RepoStore open(String url, String name, boolean alone, Map<String, String> environment) {
    OwnSettings.only(); // here: nothing needs JGit before a store
    String own = StoreAt.tokenVariable(name);
    String shared = alone ? environment.getOrDefault("REPOSTORE_TOKEN", "") : "";
    String token = environment.getOrDefault(own, shared);
    return token.isEmpty()
        ? SharedFolder.open(url, environment, this::say)
        : RepoStores.open(url, Secret.of(token));
  }
}
