package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.Capability;
import dev.repostore.CreateRepo;
import dev.repostore.CreatedRepo;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.UnsupportedCapabilityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Section 9. */
abstract class NameRules extends Rules {

  private static final List<String> BAD_NAMES = List.of(
      "",
      ".",
      "..",
      ".a",
      "-a",
      "_a",
      "a b",
      "a/b",
      "../a",
      "a\\b",
      "a\n",
      "a\u0000",
      "é",
      "a%2Fb",
      "a?b",
      "a#b",
      "x".repeat(256));

  NameRules(Bench bench) {
    super(bench);
  }

  @Test
  void r9_1_aBadNameIsRefusedBeforeAnything() throws Throwable {
    for (String bad : BAD_NAMES) {
      List<Consumer<RepoStore>> verbs = new ArrayList<>(Verbs.REQUIRED_BY_NAME.stream()
          .<Consumer<RepoStore>>map(verb -> store -> verb.accept(store, bad))
          .toList());
      Verbs.OPTIONAL_BY_NAME.forEach((capability, verb) -> {
        if (can(capability)) {
          verbs.add(store -> verb.accept(store, bad));
        }
      });
      interrupted(() -> verbs.forEach(verb -> assertRefused("name", () -> verb.accept(store()))));
    }
  }

  @Test
  void r9_2_aGoodNameIsTaken() {
    String base = newName();
    for (String good : List.of(
        "0" + base + "._-",
        base + "..x",
        "A" + base,
        base + "-" + "x".repeat(62 - base.length()))) {
      assertThat(store().create(bench().remember(good)).name()).isEqualTo(good);
      assertThat(store().get(good).name()).isEqualTo(good);
    }
  }

  @Test
  void r9_3_dotGitIsPartOfAName() throws Exception {
    CreatedRepo plain = createWithCommit();
    String name = bench().remember(plain.name() + ".git");
    assertThat(store().find(name)).isEmpty();
    CreatedRepo other = store().create(CreateRepo.named(name).withDescription("other"));
    assertThat(other.remote()).isNotEqualTo(plain.remote());
    assertThat(remote(other).refs()).isEmpty();
    assertThat(remote(plain).refs()).isNotEmpty();
    assertThat(store().get(plain.name()).description()).isNull();
    assertThat(store().delete(name)).isTrue();
    assertThat(store().find(plain.name())).map(RepoInfo::id).contains(plain.id());
  }

  /** The repo does not exist and the thread is interrupted: whoever looks gets another error. */
  @Test
  void r9_4_undeclaredThrowsBeforeAnything() throws Throwable {
    String missing = newName();
    for (Map.Entry<Capability, List<Consumer<RepoStore>>> entry :
        Verbs.optional(missing).entrySet()) {
      if (can(entry.getKey())) {
        continue;
      }
      for (Consumer<RepoStore> verb : entry.getValue()) {
        interrupted(() -> assertThat(
                assertFails(UnsupportedCapabilityException.class, () -> verb.accept(store()))
                    .capability())
            .isEqualTo(entry.getKey()));
      }
    }
    assertThat(store().find(missing)).isEmpty();
  }
}
