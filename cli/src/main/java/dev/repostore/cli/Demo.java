package dev.repostore.cli;

import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.Secret;
import dev.repostore.host.HostServer;
import dev.repostore.host.HostSettings;
import dev.repostore.host.ServerSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays the getting-started guide on a host of its own, and checks every outcome. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = {
      "Play the getting-started guide in a temporary folder, with real git, and check every outcome.",
      "",
      "Needs git 2.31 or newer and no network. Ends with status 0 if all came as expected, else 1.",
      ""
    })
final class Demo implements Callable<Integer> {

  @Option(names = "--keep", description = "Keep the temporary folder.")
  private boolean keep;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  private final UnaryOperator<RepoStore> host;

  Demo() {
    this(UnaryOperator.identity());
  }

  /** @param host what to make of the store before it is played on: a test's way to break it */
  Demo(UnaryOperator<RepoStore> host) {
    this.host = host;
  }

  @Override
  public Integer call() throws Exception {
    OwnSettings.only();
    Path folder = Files.createTempDirectory("repostore-demo").toRealPath();
    if (keep) {
      try {
        return play(folder);
      } finally {
        out().println("Kept in " + folder);
      }
    }
    try (Folders.Passing passing = Folders.passing(folder)) {
      return play(folder);
    }
  }

  private int play(Path folder) throws IOException, InterruptedException {
    RealGit git = new RealGit(folder);
    git.check();
    Clones clones = new Clones(git, folder);
    Path site = clones.publish("upstream", "# Somebody else's project\n");
    Secret token = KeptToken.madeIn(folder.resolve("api-token"));
    HostSettings settings = HostSettings.in(folder.resolve("data")).withPrivateImports(true);
    try (PublicRemote remote = PublicRemote.of(site);
        PrintStream log =
            new PrintStream(folder.resolve("server.log").toFile(), StandardCharsets.UTF_8);
        HostServer server =
            HostServer.start(settings, ServerSettings.withToken(token).withLog(log::println));
        RepoStore store = host.apply(open(server.url(), token))) {
      introduce(server, folder);
      return run(new Guide(store, clones, remote.url("upstream.git")).steps());
    }
  }

  /** A server's store, by the driver for Artifacts. */
  static RepoStore open(URI server, Secret token) {
    String base = URLEncoder.encode(server + "/client/v4", StandardCharsets.UTF_8);
    return RepoStores.open("repostore:artifacts:local/default?base-url=" + base, token);
  }

  private void introduce(HostServer server, Path folder) {
    out().println("A Git host of our own on " + server.url() + ", everything in " + folder);
    out().println("Each step shows the lines that do the same in a shell, where these are set:");
    Shell.exports(server.url(), "default", "...").forEach(line -> out().println("  " + line));
    out()
        .println(
            "  ARTIFACTS_REMOTE, ARTIFACTS_TOKEN, READ_TOKEN, READ_TOKEN_ID: from the answers");
  }

  private int run(List<Step> steps) {
    for (Step step : steps) {
      int number = steps.indexOf(step) + 1;
      out().printf("%n%d. %s%n", number, step.title());
      step.command().lines().forEach(line -> out().println("   $ " + line));
      String came = outcome(step);
      if (!came.equals(step.expected())) {
        out().flush();
        command
            .commandLine()
            .getErr()
            .printf(
                "demo: step %d (%s) went wrong%n  expected: %s%n  came:     %s%n",
                number, step.title(), step.expected(), came.strip());
        return 1;
      }
      out().println("   = " + came);
      out().flush();
    }
    out().printf("%ndemo: %d steps, all as expected%n", steps.size());
    out().flush();
    return 0;
  }

  /** What came of a step; a failure too is an outcome. */
  private static String outcome(Step step) {
    try {
      return step.play().run();
    } catch (Exception failure) {
      return Secret.mask(Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
    }
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }
}
