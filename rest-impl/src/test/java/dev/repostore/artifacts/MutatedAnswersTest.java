package dev.repostore.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.repostore.CreateToken;
import dev.repostore.ListRepos;
import dev.repostore.ListTokens;
import dev.repostore.ReadLog;
import dev.repostore.RepoStore;
import dev.repostore.RepoStoreException;
import dev.repostore.Secret;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Documented answers with something wrong in them end in a value or a typed exception, and end. */
@Timeout(600)
@Tag("once")
class MutatedAnswersTest {

  private static final int EACH = Boolean.getBoolean("repostore.soak") ? 10_000 : 50;
  private static final Pattern VALUE =
      Pattern.compile("(?<=: ?)(\"[^\"]*\"|[0-9]+|null|true|false)");
  private static final List<String> VALUES = List.of(
      "null",
      "\"\"",
      "\" \"",
      "-1",
      "99999999999999999999",
      "1e400",
      "true",
      "[]",
      "[null]",
      "{}",
      "\"x\"",
      "[{\"a\":[",
      "\"\\u0000\"",
      "\"9999999999999\"",
      "\"+999999999-12-31T23:59:59Z\"",
      "\"http://[\"");

  private static final Map<String, Consumer<RepoStore>> CALLS = Map.of(
      "get.json", store -> store.find("x"),
      "list-cursor.json", store -> store.list(ListRepos.all()),
      "create-live.json", store -> store.create("x"),
      "token-created.json", store -> store.createToken("x", CreateToken.read()),
      "tokens.json", store -> store.tokens("x", ListTokens.all()),
      "log.json", store -> store.content("x").log(ReadLog.head()),
      "tree.json", store -> store.content("x").tree("a".repeat(40)),
      "namespaces-early.json", store -> store.namespaces().list(10, null),
      "error-name.json", store -> store.validateToken("x", Secret.of("token")));

  private final long seed = Long.getLong("repostore.test.seed", 1);
  private final Random random = new Random(seed);
  private final FakeHost host = new FakeHost();
  private final ArtifactsStore store = host.open(new FakePace());

  @AfterEach
  void close() {
    store.close();
    host.close();
  }

  @Test
  void everyAnswerEndsInAValueOrATypedException() {
    CALLS.forEach((file, call) -> {
      String good = FakeHost.resource(file);
      for (int i = 0; i < EACH; i++) {
        tryOut(mutated(good), call);
      }
    });
  }

  @Test
  void rowsThatAreNoneAreTold() {
    for (String rows : List.of("[null]", "[{}]", "[[]]", "[\"x\"]")) {
      CALLS.forEach((file, call) -> tryOut("{\"success\":true,\"result\":" + rows + "}", call));
    }
  }

  private void tryOut(String answer, Consumer<RepoStore> call) {
    host.forget();
    host.then(200, answer).then(404, FakeHost.error(10200, "Repository not found"));
    Throwable thrown = catchThrowable(() -> call.accept(store));
    if (thrown != null) {
      assertThat(thrown).as("seed %d: %s", seed, answer).isInstanceOf(RepoStoreException.class);
    }
  }

  private String mutated(String good) {
    return switch (random.nextInt(4)) {
      case 0 -> good.substring(0, random.nextInt(good.length()));
      case 1 -> {
        int at = random.nextInt(good.length());
        yield good.substring(0, at) + (char) (32 + random.nextInt(95)) + good.substring(at + 1);
      }
      default -> replaced(good);
    };
  }

  /** With one value replaced by an odd one. */
  private String replaced(String good) {
    Matcher values = VALUE.matcher(good);
    long count = values.results().count();
    values.reset();
    for (long skip = random.nextLong(count); skip >= 0; skip--) {
      values.find();
    }
    String odd = VALUES.get(random.nextInt(VALUES.size()));
    return good.substring(0, values.start()) + odd + good.substring(values.end());
  }
}
