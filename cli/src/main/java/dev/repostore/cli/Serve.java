package dev.repostore.cli;

import dev.repostore.Names;
import dev.repostore.host.HostServer;
import dev.repostore.host.HostSettings;
import dev.repostore.host.ServerSettings;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves the repos of a data folder until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Serve Git repositories: the REST API of Artifacts, and Git over HTTP.",
      "",
      "When it is ready it prints its URL on standard output, then lines to paste into a shell. Requests are logged "
          + "on standard error, a line each. SIGTERM and SIGINT finish what runs, refuse new work, and end it with "
          + "status 143 or 130.",
      ""
    })
final class Serve implements Callable<Integer> {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8787",
      description = "The TCP port to listen on; 0 picks a free one. Default: 8787.")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where everything is kept; made if it is not there. Default: $REPOSTORE_HOME, else "
              + "$XDG_DATA_HOME/repostore, else ~/.local/share/repostore.")
  private @Nullable Path data;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen on. Any other than loopback lets others connect, over plain HTTP unless a "
              + "proxy adds TLS. Default: 127.0.0.1.")
  private String host = "";

  @Mixin
  private final TokenOptions tokens = new TokenOptions();

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description =
          "Where clients reach this server, when that is through a proxy: what remotes begin with. "
              + "Default: http://HOST:PORT.")
  private @Nullable URI publicUrl;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "The namespace in the lines to paste. Default: default.")
  private String namespace = "";

  @Option(
      names = "--live-quirks",
      description =
          "Do as the live service was seen to do where that differs from its documentation.")
  private boolean liveQuirks;

  @Option(
      names = "--allow-private-imports",
      description = "Let imports come from private addresses and over plain HTTP.")
  private boolean privateImports;

  @Option(
      names = "--import-from",
      paramLabel = "HOST",
      split = ",",
      description = "The hosts imports may come from, their subdomains included, also by way of a "
          + "redirect. Default: all.")
  private List<String> importFrom = List.of();

  @Mixin
  private final LimitOptions limits = new LimitOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() throws InterruptedException {
    OwnSettings.only();
    Names.namespace(namespace);
    warnOfOthers();
    Path folder = folder();
    HostSettings hosting = HostSettings.in(folder)
        .withLiveQuirks(liveQuirks)
        .withPrivateImports(privateImports)
        .withImportHosts(importFrom)
        .withLimits(limits.limits());
    hosting.makeDataFolder();
    TokenOptions.Found token = tokens.find(folder, System.getenv(), this::say);
    ServerSettings serving = ServerSettings.withToken(token.full())
        .withReadApiToken(token.read())
        .withBind(host)
        .withPort(port)
        .withPublicUrl(publicUrl);
    HostServer server = HostServer.start(hosting, serving);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop"));
    announce(server, token);
    new CountDownLatch(1).await(); // until a signal ends the process
    return 0;
  }

  private Path folder() {
    if (data == null) {
      return HostSettings.dataFolder(System.getenv());
    }
    if (data.toString().isEmpty()) { // to Java, that is the folder one is in
      throw new ParameterException(
          command.commandLine(), "--data is empty. Name a folder, as in --data ./data.");
    }
    return data;
  }

  private void warnOfOthers() {
    if (!isLoopback() && (publicUrl == null || !"https".equals(publicUrl.getScheme()))) {
      say("Listening on " + host + ": others can connect, and their tokens travel unencrypted. "
          + "Put a proxy with TLS before it, and name its address in --public-url https://...");
    }
  }

  private boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      throw new ParameterException(
          command.commandLine(), "--host is '" + host + "', which is no address of this machine.");
    }
  }

  private void announce(HostServer server, TokenOptions.Found token) {
    PrintWriter out = command.commandLine().getOut();
    out.println(server.url());
    URI base = publicUrl == null ? server.url() : publicUrl;
    Shell.exports(base, namespace, token.shell()).forEach(out::println);
    out.flush();
    if (token.kept() != null) {
      say("The API token is in " + token.kept());
    }
  }

  private void stop(HostServer server) {
    say("Stopping: finishing what runs.");
    server.close();
    say("Stopped.");
  }

  private void say(String line) {
    PrintWriter err = command.commandLine().getErr();
    err.println("repostore: " + line);
    err.flush();
  }
}
