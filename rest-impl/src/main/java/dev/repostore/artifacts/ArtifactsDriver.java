package dev.repostore.artifacts;

import dev.repostore.RepoStore;
import dev.repostore.spi.RepoStoreDriver;
import dev.repostore.spi.StoreConfig;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens a namespace of Cloudflare Artifacts, or of any server that speaks its REST API:
 * {@code repostore:artifacts:ACCOUNT/NAMESPACE[?base-url=…&timeout=…]}. Nothing is contacted on
 * opening. Thread-safe, and so are the stores it opens.
 *
 * <ul>
 *   <li>The credential is an API token, passed as a {@link dev.repostore.Secret} or found in the
 *       environment as {@code CLOUDFLARE_API_TOKEN}.
 *   <li>{@code base-url} is the root of the REST API; without it {@code CLOUDFLARE_API_BASE_URL} of
 *       the environment counts, and then {@code https://api.cloudflare.com/client/v4}. A URL that
 *       ends in {@code /v1/api} is the root of the other, namespace-scoped API, which has neither
 *       namespaces nor content reads; every other URL is a v4 root, and one without a path means
 *       {@code /client/v4} there. It must be {@code https}, or {@code http} to this machine.
 *   <li>{@code timeout} is how long any one call may take, in seconds, 1 to 3600; without it 60,
 *       and 900 for forks and imports.
 * </ul>
 *
 * {@code docs/artifacts.md} tells the rest. Beware of the JDK's own debugging:
 * {@code -Djdk.httpclient.HttpClient.log=headers}, or its {@code jdk.internal.httpclient.debug}
 * logger, write headers with the credential in them.
 */
public final class ArtifactsDriver implements RepoStoreDriver {

  static final String NAME = "artifacts";

  private final Function<String, @Nullable String> environment;

  /** For {@link java.util.ServiceLoader}, and for opening a store without it. */
  public ArtifactsDriver() {
    this(System::getenv);
  }

  ArtifactsDriver(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * {@inheritDoc}
   *
   * @throws dev.repostore.AccessRefusedException if there is no credential
   */
  @Override
  public RepoStore open(StoreConfig config) {
    return new ArtifactsStore(ArtifactsSettings.of(config, environment), new Pace(config.clock()));
  }
}
