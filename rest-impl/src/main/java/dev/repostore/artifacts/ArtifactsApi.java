package dev.repostore.artifacts;

import dev.repostore.NotFoundException;
import dev.repostore.RepoStoreException;
import dev.repostore.Secret;
import dev.repostore.StoreUnavailableException;
import dev.repostore.artifacts.ArtifactsErrors.Asked;
import dev.repostore.artifacts.ArtifactsWire.Envelope;
import dev.repostore.artifacts.ArtifactsWire.ResultInfo;
import dev.repostore.artifacts.Exchange.Wanted;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The REST API: requests out, results in, everything else an exception. Thread-safe. */
final class ArtifactsApi {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final String USER_AGENT = "repostore/" + version();

  private final ArtifactsSettings settings;
  private final Pace pace;
  private final Masks masks;
  private final String authorization;
  private final Retry retry;
  private final Routes routes;
  private final Exchange exchange;
  private volatile boolean closed;

  ArtifactsApi(ArtifactsSettings settings, Pace pace) {
    Ahead.once(ArtifactsJson.class, ArtifactsJson::prepare);
    this.settings = settings;
    this.pace = pace;
    masks = new Masks(settings.credential());
    authorization = "Bearer " + settings.credential().reveal();
    exchange = new Exchange(settings.baseUrl(), CONNECT_TIMEOUT);
    retry = new Retry(exchange, pace);
    routes = new Routes(settings);
  }

  /**
   * What an answer had in it.
   *
   * @param hostClock tells what time it was at the host, ours where it does not tell; few ask
   */
  record Reply<T>(T result, @Nullable ResultInfo resultInfo, Supplier<Instant> hostClock) {

    <R> Reply<R> map(Function<T, R> reading) {
      return new Reply<>(reading.apply(result), resultInfo, hostClock);
    }
  }

  Routes routes() {
    return routes;
  }

  Pace pace() {
    return pace;
  }

  /** @throws IllegalStateException if the store is closed */
  Deadline begin() {
    return begin(settings.timeout());
  }

  /** For what a host may take minutes over. */
  Deadline beginLong() {
    return begin(settings.longTimeout());
  }

  private Deadline begin(Duration budget) {
    checkOpen();
    return pace.in(budget);
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("This store is closed. Open another one.");
    }
  }

  <T> Reply<T> get(URI url, Class<? extends Envelope<T>> kind, String doing, Deadline deadline) {
    Ahead.once(kind, () -> ArtifactsJson.prepare(kind));
    Answer answer = fetch(request(url).GET(), Wanted.WHOLE, masks, deadline);
    try {
      return read(answer, kind, new Asked("GET", url, doing));
    } catch (NoAnswerException unreadable) {
      throw unreadable.typed();
    }
  }

  /** @throws NoAnswerException if it is not known whether the host did it */
  <T> Reply<T> post(
      URI url, Object body, Class<? extends Envelope<T>> kind, String doing, Deadline deadline)
      throws NoAnswerException {
    HttpRequest.Builder request = request(url)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(ArtifactsJson.write(body)));
    Ahead.once(kind, () -> ArtifactsJson.prepare(kind));
    Answer answer = retry.send(new Retry.Ask(request, Wanted.WHOLE, false, masks), deadline);
    return read(answer, kind, new Asked("POST", url, doing));
  }

  /**
   * Whether it was there: also if it was gone at a second try, because then the first one did it.
   */
  boolean delete(URI url, String doing, Deadline deadline) {
    Answer answer = fetch(request(url).DELETE(), Wanted.WHOLE, masks, deadline);
    if (answer.ok() && !failed(answer)) {
      return true;
    }
    RepoStoreException failure = failure(answer, new Asked("DELETE", url, doing));
    if (failure instanceof NotFoundException) {
      return answer.repeated();
    }
    throw failure;
  }

  /** A body as it comes; read or close it. */
  Answer stream(URI url, String doing, Deadline deadline) {
    Answer answer = fetch(request(url).GET(), Wanted.STREAM, masks, deadline);
    if (answer.body().stream() == null) {
      throw failure(answer, new Asked("GET", url, doing));
    }
    return answer;
  }

  /** Asks any URL what may be asked twice, and gives back the answer as it is. */
  Answer fetch(HttpRequest.Builder request, Wanted wanted, Masks sent, Deadline deadline) {
    try {
      return retry.send(new Retry.Ask(request, wanted, true, sent), deadline);
    } catch (NoAnswerException none) {
      throw none.typed();
    }
  }

  private RepoStoreException failure(Answer answer, Asked asked) {
    return ArtifactsErrors.of(answer, asked, masks, pace.now());
  }

  private <T> Reply<T> read(Answer answer, Class<? extends Envelope<T>> kind, Asked asked)
      throws NoAnswerException {
    if (!answer.ok()) {
      RepoStoreException failure = failure(answer, asked);
      boolean unknown =
          answer.fromGateway() && failure.host().map(h -> h.code() == 0).orElse(true);
      if (unknown && failure instanceof StoreUnavailableException lost) {
        throw new NoAnswerException(lost, true);
      }
      throw failure;
    }
    Envelope<T> envelope = ArtifactsJson.read(answer.text(), kind).orElse(null);
    if (envelope == null) {
      throw new NoAnswerException(nonsense(answer, asked), true);
    }
    if (Boolean.FALSE.equals(envelope.success())) {
      throw failure(answer, asked);
    }
    T result = envelope.result();
    if (result == null) {
      throw new NoAnswerException(nonsense(answer, asked), true);
    }
    return new Reply<>(result, envelope.resultInfo(), () -> answer.date().orElseGet(pace::now));
  }

  /** A good answer is never quoted: it may have a token in it. */
  private StoreUnavailableException nonsense(Answer answer, Asked asked) {
    String what = answer.body().cut()
        ? "an answer that is too long to be one"
        : answer.text().isBlank()
            ? "an empty answer"
            : "something that is not the JSON of an Artifacts REST API, or only a part of it";
    return new StoreUnavailableException(
        "Could not " + asked.doing() + ": " + asked.url().getAuthority() + " sent " + what
            + " (HTTP " + answer.status() + ", " + masks.excerpt(answer.contentType())
            + "). Check base-url, or try again.",
        !answer.body().cut(),
        null,
        null);
  }

  private static boolean failed(Answer answer) {
    return ArtifactsJson.read(answer.text(), ArtifactsWire.FailedAnswer.class)
        .map(read -> Boolean.FALSE.equals(read.success()))
        .orElse(false);
  }

  private HttpRequest.Builder request(URI url) {
    checkOpen();
    return HttpRequest.newBuilder(url)
        .header("Authorization", authorization)
        .header("Accept", "application/json")
        .header("User-Agent", USER_AGENT);
  }

  /** For asking a repo's own remote. */
  static HttpRequest.Builder gitRequest(URI url, Secret token) {
    return HttpRequest.newBuilder(url)
        .header("Authorization", "Bearer " + token.reveal())
        .header("User-Agent", USER_AGENT);
  }

  Duration timeout() {
    return settings.timeout();
  }

  Masks masks() {
    return masks;
  }

  void close() {
    closed = true;
    exchange.close();
  }

  private static String version() {
    String version = ArtifactsApi.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
