package dev.repostore.cli;

import dev.repostore.CreateToken;
import dev.repostore.ListRepos;
import dev.repostore.Names;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.Scope;
import dev.repostore.Token;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives Git a token that was made for the occasion. */
@Command(
    name = "credential",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Be Git's credential helper for the remotes of a store: each time Git asks, a token is made.",
      "",
      "Git has to be told once, for all remotes that begin with a URL:",
      "",
      "  git config --global credential.http://127.0.0.1:8787.helper '!repostore credential'",
      "  git config --global credential.http://127.0.0.1:8787.useHttpPath true",
      "",
      "Of remotes that are not the store's it says nothing. Where it can give no token it says why,",
      "and has Git ask nobody else.",
      ""
    })
final class Credential implements Callable<Integer> {

  @Parameters(
      paramLabel = "OPERATION",
      description = "What Git wants: get. With store, erase and any other nothing is done.")
  private String operation = "";

  @Mixin
  private final StoreOptions store = new StoreOptions();

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      converter = ScopeWord.class,
      completionCandidates = ScopeWord.class,
      description = "What the token is good for: read or write. Git does not say whether it is "
          + "about to fetch or to push. Default: write.")
  private Scope scope = Scope.WRITE;

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      converter = Ttl.class,
      description = "How long the token lives: seconds, or as 15m, 1h. Default: 15m.")
  private Duration ttl = Duration.ofMinutes(15);

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    if (!operation.equals("get")) {
      return 0;
    }
    CreateToken wanted =
        (scope == Scope.READ ? CreateToken.read() : CreateToken.write()).withTtl(ttl);
    CredentialRequest request = CredentialRequest.read(
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
    if (request.hasNoPath()) {
      command
          .commandLine()
          .getErr()
          .println("repostore: Git did not say which repo it is about. Run: "
              + "git config --global credential." + request.origin() + ".useHttpPath true");
      return quit(command.commandLine());
    }
    try (RepoStore opened = store.open(System.getenv())) {
      return answer(opened, request, wanted);
    }
  }

  /** Has Git ask nobody else, a person least of all: what is wrong has been said. */
  static int quit(CommandLine command) {
    command.getOut().print("quit=1\n");
    command.getOut().flush();
    return CommandLine.ExitCode.OK;
  }

  private int answer(RepoStore opened, CredentialRequest request, CreateToken wanted) {
    Optional<RepoInfo> repo =
        Optional.of(request.repo()).filter(Names::isRepo).flatMap(opened::find);
    if (repo.isEmpty() && isOfStore(opened, request)) {
      command
          .commandLine()
          .getErr()
          .println("repostore: There is no repo '" + request.repo() + "' in the store. Create it,"
              + " or mend the remote's URL.");
      return quit(command.commandLine());
    }
    if (repo.isEmpty() || !request.isAbout(repo.get().remote())) {
      return 0; // another helper may know
    }
    Token token = opened.createToken(repo.get().name(), wanted);
    PrintWriter out = command.commandLine().getOut();
    out.print("username=repostore\npassword=" + token.secret().reveal() + "\n");
    out.print("password_expiry_utc=" + token.expiresAt().getEpochSecond() + "\n");
    out.flush();
    return 0;
  }

  /** Whether a repo of that name would have that URL, judged by one that is there. */
  private static boolean isOfStore(RepoStore opened, CredentialRequest request) {
    return Names.isRepo(request.repo())
        && opened.list(ListRepos.all().withLimit(1)).items().stream()
            .anyMatch(other -> request.isBeside(other.remote()));
  }
}
