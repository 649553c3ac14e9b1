package dev.repostore.cli;

import dev.repostore.host.HostLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much a server takes; what is not given is as Artifacts has it. */
final class LimitOptions {

  @Option(
      names = "--max-file-bytes",
      paramLabel = "BYTES",
      converter = ByteSize.class,
      description =
          "The largest file a push or an import may bring, such as 500000 or 64M. Default: 32M.")
  private @Nullable Long fileBytes;

  @Option(
      names = "--max-repo-bytes",
      paramLabel = "BYTES",
      converter = ByteSize.class,
      description = "How large a repo may grow on disk. Default: 1G.")
  private @Nullable Long repoBytes;

  @Option(
      names = "--rate-limit",
      paramLabel = "N",
      description =
          "Requests in any 10 seconds, for each namespace (REST) and each repo (Git). Default: 2000.")
  private @Nullable Integer requestsPer10s;

  @Option(
      names = "--max-import-seconds",
      paramLabel = "N",
      description = "How long one import may take. Default: 600.")
  private @Nullable Integer importSeconds;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec command;

  HostLimits limits() {
    HostLimits standard = HostLimits.STANDARD;
    return new HostLimits(
        fileBytes == null ? standard.fileBytes() : fileBytes,
        repoBytes == null ? standard.repoBytes() : repoBytes,
        atLeastOne("--rate-limit", requestsPer10s, standard.requestsPer10s()),
        Duration.ofSeconds(atLeastOne(
            "--max-import-seconds", importSeconds, (int) standard.importTime().toSeconds())));
  }

  private int atLeastOne(String option, @Nullable Integer given, int standard) {
    if (given != null && given < 1) {
      throw new ParameterException(
          command.commandLine(), option + " is " + given + "; it must be 1 or more.");
    }
    return given == null ? standard : given;
  }
}
