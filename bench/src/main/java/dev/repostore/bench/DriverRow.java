package dev.repostore.bench;

import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.Secret;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;

/** What the REST driver adds to a bare {@code HttpClient} that asks the same and reads the JSON. */
final class DriverRow implements Row {
  private static final String REPO = "driver";

  @Override
  public void run(Stage stage, Table table) throws IOException {
    Serve our = stage.our();
    our.add(REPO);
    int block = stage.options().size(1000, 100);
    int rounds = 3 * stage.options().rounds();
    try (RepoStore store = RepoStores.open(
            "repostore:artifacts:bench/bench?base-url=" + our.base() + "/client/v4",
            Secret.of(our.apiToken()));
        Jsonb jsonb = JsonbBuilder.create()) {
      Bare bare = new Bare(our, jsonb);
      Comparison comparison = new Comparison(
          "get a repo: the driver, and a bare HttpClient", " µs", Goal.atMost(1.1, "×"));
      for (int round = -rounds; round < rounds; round++) {
        double driver = micros(block, () -> driven(store));
        double raw = micros(block, bare::ask);
        if (round >= 0) {
          comparison.add(driver, raw);
        }
      }
      table.add(comparison.figure());
    } catch (IOException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IOException(failure);
    }
  }

  private static void driven(RepoStore store) throws IOException {
    if (!store.get(REPO).name().equals(REPO)) {
      throw new WrongAnswerException("the driver found another repo");
    }
  }

  private interface Ask {
    void run() throws IOException;
  }

  /** The median of a block. */
  private static double micros(int block, Ask ask) throws IOException {
    long[] times = new long[block];
    for (int at = 0; at < block; at++) {
      long start = System.nanoTime();
      ask.run();
      times[at] = System.nanoTime() - start;
    }
    Arrays.sort(times);
    return times[block / 2] / 1e3;
  }

  /** The same exchange by hand. */
  private static final class Bare {
    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpRequest request;
    private final Jsonb jsonb;

    Bare(Serve our, Jsonb jsonb) {
      this.jsonb = jsonb;
      this.request = HttpRequest.newBuilder(URI.create(
              our.base() + "/client/v4/accounts/bench/artifacts/namespaces/bench/repos/" + REPO))
          .header("Authorization", "Bearer " + our.apiToken())
          .header("Accept", "application/json")
          .build();
    }

    void ask() throws IOException {
      try {
        HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        Map<?, ?> envelope = jsonb.fromJson(new ByteArrayInputStream(answer.body()), Map.class);
        if (answer.statusCode() != 200
            || !(envelope.get("result") instanceof Map<?, ?> repo)
            || !REPO.equals(repo.get("name"))) {
          throw new WrongAnswerException("the bare client found another repo");
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", stopped);
      }
    }
  }
}
