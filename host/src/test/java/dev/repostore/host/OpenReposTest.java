package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenReposTest {

  @TempDir
  Path folder;

  private final OpenRepos open = new OpenRepos(3);
  private final AtomicInteger opened = new AtomicInteger();

  @Test
  void fewStayOpenAndThoseInUseAlwaysDo() throws IOException {
    List<HostedRepository> used = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      used.add(use("r" + i));
    }
    assertThat(open.size()).isEqualTo(5);

    used.forEach(HostedRepository::close);
    assertThat(open.size()).isEqualTo(3);

    int before = opened.get();
    use("r4").close();
    assertThat(opened).hasValue(before);
    use("r0").close();
    assertThat(opened).hasValue(before + 1);
    assertThat(open.size()).isEqualTo(3);
  }

  @Test
  void removalWaitsForTheLastUser() throws IOException {
    AtomicInteger removed = new AtomicInteger();
    HostedRepository one = use("r");
    HostedRepository two = use("r");
    assertThat(two).isSameAs(one);

    open.remove("r", removed::incrementAndGet);
    one.close();
    assertThat(removed).hasValue(0);
    assertThat(open.use("r", () -> one)).isEmpty();
    two.close();

    assertThat(removed).hasValue(1);
    assertThat(open.size()).isZero();
  }

  @Test
  void closingLeavesThoseInUseUntilTheyAreGivenBack() throws IOException {
    HostedRepository used = use("a");
    use("b").close();

    open.close();

    assertThat(open.size()).isEqualTo(1);
    used.close();
    assertThat(open.size()).isZero();
  }

  private HostedRepository use(String id) throws IOException {
    Path repo = folder.resolve(id);
    if (!repo.toFile().exists()) {
      BareFolder.make(repo, "main");
    }
    return open.use(id, () -> {
          opened.incrementAndGet();
          try {
            return new HostedRepository(repo.toFile(), id, open);
          } catch (IOException broken) {
            throw new UncheckedIOException(broken);
          }
        })
        .orElseThrow();
  }
}
