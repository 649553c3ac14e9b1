package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists walked by cursor, as the vendor's new command line does, and by page, as wrangler does. */
class RestPagingTest {

  @TempDir
  static Path folder;

  private static TestServer server;
  private static TestSpace seven;

  @BeforeAll
  static void start() {
    server = TestServer.strict(folder);
    seven = new TestSpace(server, "seven");
    for (int i = 1; i <= 7; i++) {
      server.clock.advance(Duration.ofSeconds(1));
      seven.created("r" + i);
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<String> names(Answer answer) {
    return answer.results().stream()
        .map(row -> row.asJsonObject().getString("name"))
        .toList();
  }

  @Test
  void aCursorLeadsThroughTheWholeList() {
    List<String> names = new ArrayList<>();
    String cursor = "";
    Answer page;
    do {
      page = server.get(seven.repos() + "?limit=3" + cursor);
      names.addAll(names(page));
      cursor = "&cursor=" + page.info().getString("cursor", "");
    } while (page.info().containsKey("cursor"));
    assertThat(names).containsExactly("r7", "r6", "r5", "r4", "r3", "r2", "r1");
    assertThat(page.info().toString())
        .isEqualTo("{\"page\":3,\"per_page\":3,\"total_pages\":3,\"count\":1,\"total_count\":7}");
  }

  @Test
  void pagesLeadThroughTheWholeListAsWranglerCounts() {
    List<String> names = new ArrayList<>();
    int page = 1;
    JsonObject info;
    do {
      Answer answer = server.get(seven.repos() + "?per_page=2&page=" + page);
      names.addAll(names(answer));
      info = answer.info();
      assertThat(info.containsKey("cursor")).isFalse();
      assertThat(info.getInt("page")).isEqualTo(page);
      assertThat(info.getInt("total_pages")).isEqualTo(4);
      page++;
    } while (info.getInt("page") * info.getInt("per_page") < info.getInt("total_count"));
    assertThat(names).containsExactly("r7", "r6", "r5", "r4", "r3", "r2", "r1");
  }

  @Test
  void aPagePastTheEndIsEmpty() {
    Answer answer = server.get(seven.repos() + "?page=9");
    assertThat(answer.results()).isEmpty();
    assertThat(answer.info().getInt("page")).isEqualTo(9);
    assertThat(answer.info().getInt("total_count")).isEqualTo(7);
  }

  @Test
  void theLargestPageNumberThereIsDoesNoHarm() {
    Answer answer = server.get(seven.repos() + "?limit=200&page=2147483647");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.results()).isEmpty();
  }

  @Test
  void aPageNumberMustBeOne() {
    for (String bad : new String[] {"0", "-1", "x", "1.5", "2147483648", "1e9", ""}) {
      Answer answer = server.get(seven.repos() + "?page=" + bad);
      assertThat(answer.status()).as(bad).isEqualTo(400);
      assertThat(answer.pointer()).isEqualTo("/page");
    }
  }

  @Test
  void aCursorThatWasMadeUpIsRefused() {
    Answer answer = server.get(seven.repos() + "?cursor=made-up");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.pointer()).isEqualTo("/cursor");
  }

  @Test
  void aCursorGoesBeforeAPage() {
    String cursor = server.get(seven.repos() + "?limit=3").info().getString("cursor");
    Answer answer = server.get(seven.repos() + "?limit=3&page=1&cursor=" + cursor);
    assertThat(names(answer)).containsExactly("r4", "r3", "r2");
  }

  @Test
  void namespacesAreWalkedLikewise() {
    for (String name : new String[] {"n1", "n2", "n3"}) {
      new TestSpace(server, name).created("a");
    }
    Answer first = server.get(TestServer.PLACE + "/namespaces?limit=2");
    assertThat(first.results()).hasSize(2);
    assertThat(first.info().getString("cursor")).isNotEmpty();
    Answer page = server.get(TestServer.PLACE + "/namespaces?page=2&limit=2");
    assertThat(page.results()).hasSize(2);
    assertThat(page.info().getInt("page")).isEqualTo(2);
    Answer next = server.get(
        TestServer.PLACE + "/namespaces?limit=2&cursor=" + first.info().getString("cursor"));
    assertThat(next.results()).isEqualTo(page.results());
  }
}
