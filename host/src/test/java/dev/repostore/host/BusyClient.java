package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Secret;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/** Asks for this and that, keeping a ledger, until the server is killed. */
final class BusyClient implements Callable<Integer> {

  private static final int MOST_REPOS = 6;

  private final int number;
  private final Ledger ledger;
  private final HostProcess server;
  private final Semaphore answers;
  private final HttpClient http;
  private final Path folder;
  private final URI source;
  private final ObjectId sourceTip;
  private final Random random;

  /**
   * @param answers gets a permit for each
   * @param folder for the client's own repositories
   * @param source what it imports, with {@code sourceTip} as its branch main
   */
  BusyClient(
      int number,
      Ledger ledger,
      HostProcess server,
      Semaphore answers,
      HttpClient http,
      Path folder,
      URI source,
      ObjectId sourceTip,
      long seed) {
    this.number = number;
    this.ledger = ledger;
    this.server = server;
    this.answers = answers;
    this.http = http;
    this.folder = folder;
    this.source = source;
    this.sourceTip = sourceTip;
    this.random = new Random(seed);
  }

  /** How many requests were answered. */
  @Override
  public Integer call() throws Exception {
    int answered = 0;
    try {
      while (true) {
        one();
        ledger.unanswered = null;
        answered++;
        answers.release();
      }
    } catch (IOException broken) {
      if (!server.isKilled()) {
        throw broken;
      }
      return answered;
    }
  }

  private void one() throws Exception {
    List<String> names = new ArrayList<>(ledger.repos.keySet());
    if (names.isEmpty() || (names.size() < MOST_REPOS && random.nextInt(5) == 0)) {
      create();
      return;
    }
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(names.size() < MOST_REPOS ? 9 : 7)) {
      case 0 -> delete(name);
      case 1 -> mint(name);
      case 2 -> revoke(name);
      case 7 -> fork(name);
      case 8 -> importRepo();
      default -> push(name);
    }
  }

  private void create() throws Exception {
    String name = newName();
    ledger.unanswered = new Ledger.Made(name, null);
    keep(name, post("/repos", "{\"name\":\"" + name + "\"}", 201), null);
  }

  private void fork(String name) throws Exception {
    String copy = newName();
    ObjectId tip = ledger.repos.get(name).tip;
    ledger.unanswered = new Ledger.Made(copy, tip);
    keep(copy, post("/repos/" + name + "/fork", "{\"name\":\"" + copy + "\"}", 201), tip);
  }

  private void importRepo() throws Exception {
    String name = newName();
    ledger.unanswered = new Ledger.Made(name, sourceTip);
    keep(name, post("/repos/" + name + "/import", "{\"url\":\"" + source + "\"}", 201), sourceTip);
  }

  private void delete(String name) throws Exception {
    ledger.unanswered = new Ledger.Deleted(name);
    send(request("/repos/" + name).DELETE(), 202);
    ledger.repos.remove(name);
  }

  private void mint(String name) throws Exception {
    ledger.unanswered = new Ledger.Minted(name);
    JsonObject token = post("/tokens", "{\"repo\":\"" + name + "\"}", 201);
    ledger.repos.get(name).working.add(Secret.of(token.getString("plaintext")));
  }

  private void revoke(String name) throws Exception {
    ledger.unanswered = new Ledger.Minted(name);
    JsonObject token = post("/tokens", "{\"repo\":\"" + name + "\",\"scope\":\"read\"}", 201);
    Secret value = Secret.of(token.getString("plaintext"));
    ledger.unanswered = new Ledger.Revoked(name, value);
    send(request("/tokens/" + token.getString("id")).DELETE(), 200);
    ledger.repos.get(name).revoked.add(value);
  }

  /** A small push most often, and now and then one that is stored in another way. */
  private void push(String name) throws Exception {
    Ledger.Known known = ledger.repos.get(name);
    if (known.working.isEmpty()) {
      mint(name);
    }
    try (Repository mine = mine()) {
      String text = "a line of text ".repeat(random.nextInt(20) == 0 ? 100_000 : 1);
      ObjectId tip = Committed.add(mine, "refs/heads/new", "file", text + random.nextLong());
      ledger.unanswered = new Ledger.Pushed(name, tip);
      Secret token = known.working.iterator().next();
      if (random.nextInt(3) == 0) {
        pushWithGit(mine, name, tip, token);
      } else {
        push(mine, name, tip, token);
      }
      known.tip = tip;
    }
  }

  private void push(Repository mine, String name, ObjectId tip, Secret token)
      throws IOException, URISyntaxException {
    try (Transport transport = Transport.open(mine, new URIish(remote(name)))) {
      ((TransportHttp) transport)
          .setAdditionalHeaders(Map.of("Authorization", "Bearer " + token.reveal()));
      RemoteRefUpdate update =
          new RemoteRefUpdate(mine, tip.name(), tip, "refs/heads/main", true, null, null);
      PushResult result = transport.push(NullProgressMonitor.INSTANCE, List.of(update));
      RemoteRefUpdate.Status status = result.getRemoteUpdate("refs/heads/main").getStatus();
      if (status != RemoteRefUpdate.Status.OK) {
        throw new TransportException(status + " " + result.getMessages());
      }
    }
  }

  private void pushWithGit(Repository mine, String name, ObjectId tip, Secret token)
      throws IOException, InterruptedException {
    GitBinary.Run push = new GitBinary(mine.getDirectory().toPath())
        .with("http.extraHeader=Authorization: Bearer " + token.reveal())
        .run("push", "--quiet", "--force", remote(name), tip.name() + ":refs/heads/main");
    if (push.status() != 0) {
      throw new IOException(push.output());
    }
  }

  private String remote(String name) {
    return server.url() + "/git/" + ledger.namespace + "/" + name + ".git";
  }

  private void keep(String name, JsonObject made, ObjectId tip) {
    Ledger.Known known = new Ledger.Known(made.getString("id"));
    known.tip = tip;
    known.working.add(Secret.of(made.getString("token")));
    ledger.repos.put(name, known);
  }

  /** A repository of the client's own, with all it ever pushed. */
  private Repository mine() throws IOException {
    Path mine = folder.resolve("client" + number + ".git");
    if (!mine.toFile().exists()) {
      BareFolder.make(mine, "main");
    }
    return new FileRepository(mine.toFile());
  }

  private String newName() {
    return "r" + number + "-" + Long.toUnsignedString(random.nextLong(), 36);
  }

  private JsonObject post(String path, String json, int expected) throws Exception {
    HttpRequest.Builder request = request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json));
    return send(request, expected).result();
  }

  private Answer send(HttpRequest.Builder request, int expected) throws Exception {
    Answer answer = new Answer(http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(expected);
    return answer;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url()
            + "/client/v4/accounts/acc/artifacts/namespaces/" + ledger.namespace + path))
        .header("Authorization", "Bearer " + HostProcess.API_TOKEN);
  }
}
