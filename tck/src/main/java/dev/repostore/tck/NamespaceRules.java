package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.AlreadyExistsException;
import dev.repostore.Capability;
import dev.repostore.Namespace;
import dev.repostore.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Section 8. */
abstract class NamespaceRules extends Rules {

  NamespaceRules(Bench bench) {
    super(bench);
  }

  /** A new, empty namespace's name. */
  private String make() {
    String name = bench().newNamespace();
    store().namespaces().create(name, null);
    return name;
  }

  private List<Namespace> walk(int limit) {
    List<Namespace> rows = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      Page<Namespace> page = store().namespaces().list(limit, next.orElse(null));
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      rows.addAll(page.items());
      next = page.next();
    } while (next.isPresent() && rows.size() < 10_000);
    return rows;
  }

  @Test
  void r8_1_createdIsFound() throws Throwable {
    offers(Capability.NAMESPACES, () -> {
      String name = bench().newNamespace();
      Namespace created = store().namespaces().create(name, null);
      assertThat(created.name()).isEqualTo(name);
      assertThat(store().namespaces().find(name).orElseThrow())
          .returns(name, Namespace::name)
          .returns(0L, Namespace::repoCount)
          .returns(created.createdAt(), Namespace::createdAt);
    });
  }

  @Test
  void r8_2_aTakenNameIsRefused() throws Throwable {
    offers(Capability.NAMESPACES, () -> {
      String name = make();
      for (String taken : List.of(name, name.toUpperCase(Locale.ROOT))) {
        assertFails(AlreadyExistsException.class, () -> store().namespaces().create(taken, null));
      }
    });
  }

  @Test
  void r8_3_everyNamespaceIsReachedOnce() throws Throwable {
    offers(Capability.NAMESPACES, () -> {
      List<String> made = List.of(make(), make(), make());
      for (int limit : new int[] {2, 200}) {
        List<Namespace> rows = walk(limit);
        assertThat(rows).extracting(Namespace::name).doesNotHaveDuplicates();
        assertThat(rows)
            .extracting(Namespace::name)
            .filteredOn(made::contains)
            .containsExactlyElementsOf(made);
        assertThat(rows).isSortedAccordingTo(Comparator.comparing(Namespace::createdAt));
      }
      assertThat(store().namespaces().list().map(Namespace::name)).containsAll(made);
    });
  }

  @Test
  void r8_4_missingIsEmpty() throws Throwable {
    offers(Capability.NAMESPACES, () -> {
      assertThat(store().namespaces().find(bench().newNamespace())).isEmpty();
      assertThat(store().namespaces().delete(bench().newNamespace())).isFalse();
    });
  }

  @Test
  void r8_5_deletedIsGone() throws Throwable {
    offers(Capability.NAMESPACES, () -> {
      String name = make();
      assertThat(store().namespaces().delete(name)).isTrue();
      assertThat(store().namespaces().find(name)).isEmpty();
      assertThat(walk(200)).extracting(Namespace::name).doesNotContain(name);
      assertThat(store().namespaces().delete(name)).isFalse();
      store().namespaces().create(name, null);
    });
  }

  @Test
  void r8_6_oneWithReposStays() throws Throwable {
    offers(Capability.NAMESPACES, () -> {
      String repo = create().name();
      String own = store().info().namespace();
      assertRefused("namespace", () -> store().namespaces().delete(own));
      assertThat(store().namespaces().find(own)).isPresent();
      assertThat(store().find(repo)).isPresent();
    });
  }

  @Test
  void r8_7_theStoresOwnIsAmongThem() throws Throwable {
    offers(Capability.NAMESPACES, () -> {
      create();
      String own = store().info().namespace();
      long before = store().namespaces().find(own).orElseThrow().repoCount();
      assertThat(before).isPositive();
      create();
      assertThat(store().namespaces().find(own).orElseThrow().repoCount()).isGreaterThan(before);
      assertThat(walk(200)).extracting(Namespace::name).contains(own);
    });
  }

  @Test
  void r8_8_aMalformedNameIsRefused() throws Throwable {
    offers(Capability.NAMESPACES, () -> {
      for (String bad : List.of("", "a/b", "..", ".a", "a b", "x".repeat(300))) {
        interrupted(() -> {
          assertRefused("namespace", () -> store().namespaces().create(bad, null));
          assertRefused("namespace", () -> store().namespaces().find(bad));
          assertRefused("namespace", () -> store().namespaces().delete(bad));
        });
      }
    });
  }
}
