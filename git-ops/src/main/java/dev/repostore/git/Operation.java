package dev.repostore.git;

import dev.repostore.InvalidRequestException;
import dev.repostore.Scope;
import dev.repostore.Secret;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/**
 * One operation on a remote, from its first request to its last: its credential, its deadline, what
 * it received, and what went wrong. For one thread; closing it takes the credential back.
 */
final class Operation implements AutoCloseable {

  /** Work that talks to the remote. */
  interface Work<T> {
    T run(Operation operation) throws IOException;
  }

  private final String verb;
  private final boolean writes;
  private final @Nullable URI url;
  private final String shown;
  private final Terms terms;
  private final Lease lease;
  private final long startedAt = System.nanoTime();
  private final long longest;
  private long received;
  private @Nullable Answer refusal;
  private @Nullable GitException stopped;
  private final Set<Secret> sent = new HashSet<>();
  private final Recollection recollection = new Recollection();
  private boolean sentSecret;
  private boolean delivered;
  private boolean interrupted;
  private @Nullable RuntimeException callers;
  private @Nullable Transport opened;

  /** @param verb what is done to the remote, for messages: {@code clone} */
  Operation(String verb, Scope scope, URI url, Terms terms, Lease lease) {
    this(verb, scope, url, Secret.mask(url.toString()), terms, lease);
    RemoteKind.require(url, terms.allowed());
    String path = url.getPath();
    if (String.valueOf(url.getScheme()).startsWith("http")
        && (path == null || path.isEmpty() || path.equals("/"))) {
      throw new InvalidRequestException(
          "url",
          "The remote's URL '" + shown
              + "' names a host and no repo. Give all of the repo's remote,"
              + " as RepoInfo.remote() has it.");
    }
  }

  private Operation(
      String verb, Scope scope, @Nullable URI url, String shown, Terms terms, Lease lease) {
    this.verb = verb;
    this.writes = scope == Scope.WRITE;
    this.url = url;
    this.shown = shown;
    this.terms = terms;
    this.lease = lease;
    this.longest = terms.limits().time().toNanos();
  }

  /** One that the store does itself: it has the same terms, and no URL. */
  static Operation byStore(String verb, String repo, Terms terms) {
    return new Operation(verb, Scope.READ, null, repo, terms, Lease.fixed(null));
  }

  /** Does the work, and turns what it throws into what happened. */
  <T> T run(Work<T> work) {
    try {
      check();
      return attempt(work);
    } catch (IOException | RuntimeException failed) {
      recollection.forget();
      throw Failures.of(this, failed);
    } catch (StackOverflowError deep) {
      throw NoBomb.tooDeep();
    } catch (OutOfMemoryError full) {
      // A few bytes of a pack can stand for an object of gigabytes. Nothing smaller is short of it.
      throw new GitLimitException(
          "memory",
          "Git could not " + verb + " " + shown + ": one of its objects takes more memory than this"
              + " Java has. Do not take it, or start Java with a larger -Xmx." + outcome(""));
    }
  }

  /** Does it again where nothing was known of the remote but what it had said some time ago. */
  private <T> T attempt(Work<T> work) throws IOException {
    try {
      return work.run(this);
    } catch (IOException failed) {
      if (isStopped() || !recollection.mayHaveFailed(failed, refusal)) {
        throw failed;
      }
      recollection.forget();
      forgive();
      return work.run(this);
    }
  }

  Recollection recollection() {
    return recollection;
  }

  /** JGit's transport to the remote, with our connections if it goes over HTTP. */
  Transport open(Repository repository) throws NotSupportedException, TransportException {
    Transport transport = Transport.open(repository, uri());
    opened = transport;
    transport.setCredentialsProvider(null);
    transport.setPushThin(true); // as Git does: a line of a file is sent, and not the file
    if (transport instanceof TransportHttp http) {
      // Its streams watch the time themselves; JGit's own watch would swallow interruptions.
      http.setHttpConnectionFactory(new Connections(this));
    } else {
      transport.setTimeout((int) Math.min(Integer.MAX_VALUE / 1000, Math.max(1, silenceSeconds())));
    }
    return transport;
  }

  /** Notes that the remote takes no differences to what it has. */
  void sendNoThinPack() {
    if (opened != null) {
      opened.setPushThin(false);
    }
  }

  private long silenceSeconds() {
    return terms.limits().silence().toSeconds();
  }

  private URIish uri() throws TransportException {
    try {
      return new URIish(url().toString());
    } catch (java.net.URISyntaxException malformed) {
      throw new TransportException("its URL is malformed", malformed);
    }
  }

  String verb() {
    return verb;
  }

  URI url() {
    return Objects.requireNonNull(url, "url");
  }

  GitLimits limits() {
    return terms.limits();
  }

  /** Tells the caller how far it is. */
  void tell(String step, long done, long total) {
    try {
      terms.progress().update(step.isEmpty() ? "Asking the remote" : step, done, total);
    } catch (RuntimeException own) {
      throw callers(own);
    }
  }

  private boolean isCancelled() {
    try {
      return terms.progress().cancelled();
    } catch (RuntimeException own) {
      throw callers(own);
    }
  }

  /** Keeps what the caller's own code threw, or the store, whatever JGit makes of it. */
  private RuntimeException callers(RuntimeException thrown) {
    callers = thrown;
    return thrown;
  }

  /** What the caller's own code threw, or the store; null if neither did. */
  @Nullable
  RuntimeException callers() {
    return callers;
  }

  /** Whether the remote itself looks for forged collisions of SHA-1. */
  boolean trusts() {
    return terms.trusted();
  }

  /** Whether a redirect may lead there. */
  void requireAllowed(URI target) {
    RemoteKind.require(target, terms.allowed());
  }

  /** The credential for the request that is about to be sent; null if there is none. */
  @Nullable
  Secret secret() {
    Secret secret = leased();
    sentSecret = secret != null;
    if (secret != null) {
      sent.add(secret);
    }
    return secret;
  }

  /** What a remote has said, without the credentials it was sent, of whatever kind. */
  String hide(String said) {
    String hidden = Secret.mask(said);
    for (Secret secret : sent) {
      hidden = hidden.replace(secret.reveal(), "***");
    }
    return hidden;
  }

  /** Whether the last request had a credential. */
  boolean sentSecret() {
    return sentSecret;
  }

  /** Whether a credential could be sent, wherever to. */
  boolean hasSecret() {
    return leased() != null;
  }

  private @Nullable Secret leased() {
    try {
      return lease.secret();
    } catch (RuntimeException refused) {
      throw callers(refused);
    }
  }

  /** Ends the operation if it was cancelled or is out of time; asked often, also while waiting. */
  void check() throws InterruptedIOException {
    if (isStopped()) {
      throw new InterruptedIOException("given up");
    }
  }

  /** Whether the operation is to end now; remembers why. */
  boolean isStopped() {
    if (stopped == null) {
      interrupted = Thread.currentThread().isInterrupted();
      if (interrupted || isCancelled()) {
        stopped = marked(new GitCancelledException("Git was told to give up while it was to " + verb
            + " " + shown() + "." + outcome(" Nothing half done was left.")));
      } else if (System.nanoTime() - startedAt > longest) {
        stop(
            "time",
            "it takes longer than the limit of " + terms.limits().time().toMillis() + " ms");
      }
    }
    return stopped != null;
  }

  /** Counts what came over the wire. */
  void received(long bytes) throws InterruptedIOException {
    received += bytes;
    if (received > terms.limits().bytes()) {
      stop("bytes", "more would come than the limit of " + terms.limits().bytes() + " bytes");
    }
    check();
  }

  /** Looks at how many objects the remote is about to send. */
  void announced(long objects) {
    if (objects > terms.limits().objects()) {
      stop(
          "objects",
          objects + " objects are more than the limit of " + terms.limits().objects());
    }
  }

  /** Looks at how long a file is that is about to be read. */
  void opened(long bytes) {
    if (bytes > limits().fileBytes()) {
      stop(
          "fileBytes",
          "the file has " + bytes + " bytes, more than the limit of " + limits().fileBytes());
      throw Objects.requireNonNull(stopped);
    }
  }

  private void stop(String limit, String why) {
    if (stopped == null) {
      stopped = marked(new GitLimitException(
          limit,
          "Git gave up while it was to " + verb + " " + shown() + ": " + why + "."
              + outcome(" Raise GitLimits." + limit + ", or ask for less (a depth, one branch).")));
    }
  }

  /** How long one wait may be: as long as the remote may be silent, but not past the end. */
  long waitNanos() {
    return Math.max(
        1, Math.min(terms.limits().silence().toNanos(), longest - (System.nanoTime() - startedAt)));
  }

  /** Why it was stopped; null if it was not. */
  @Nullable
  GitException stopped() {
    return stopped;
  }

  /** Notes that the remote is about to get the last of a push, and may take it from now on. */
  void deliver() {
    delivered = true;
  }

  /** Notes that the remote has said what became of a push. */
  void settle() {
    delivered = false;
  }

  /** What to know of the remote when the operation fails, and what to do. */
  String outcome(String advice) {
    if (delivered) {
      return " It was sent whole, and may have been taken: look at the remote's refs before you try"
          + " again.";
    }
    return writes ? " Nothing was changed there." + advice : advice;
  }

  /** Marks an exception whose message has the {@link #outcome}. */
  <T extends GitException> T marked(T failed) {
    if (delivered) {
      failed.unsettle();
    }
    return failed;
  }

  /** Keeps an answer that was no success. */
  void refused(Answer answer) {
    refusal = answer;
    if (answer.status() < 500) {
      settle();
    }
  }

  /** Forgets an answer that was to be expected. */
  void forgive() {
    refusal = null;
  }

  /** The last answer that was no success; null if there was none. */
  @Nullable
  Answer refusal() {
    return refusal;
  }

  /** The remote's URL, for messages. */
  String shown() {
    return shown;
  }

  /** What was interrupted stays so: JGit forgets it now and then. */
  @Override
  public void close() {
    lease.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The verb and the URL alone. */
  @Override
  public String toString() {
    return "Operation[" + verb + " " + shown() + "]";
  }
}
