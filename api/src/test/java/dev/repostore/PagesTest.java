package dev.repostore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PagesTest {

  private final List<String> asked = new ArrayList<>();
  private final Map<String, Page<Integer>> pages = Map.of(
      "start", new Page<>(List.of(1, 2), "b"),
      "b", new Page<>(List.of(), "c"),
      "c", new Page<>(List.of(3), "d"),
      "d", Page.last(List.of()));

  private Stream<Integer> stream() {
    return Pages.stream(cursor -> {
      asked.add(cursor == null ? "start" : cursor);
      return pages.get(asked.get(asked.size() - 1));
    });
  }

  @Test
  void reachesEveryRowOnceAcrossEmptyPages() {
    assertThat(stream()).containsExactly(1, 2, 3);
    assertThat(asked).containsExactly("start", "b", "c", "d");
  }

  @Test
  void nothingIsAskedForBeforeTheStreamIsRead() {
    Stream<Integer> unread = stream().filter(n -> n > 1).map(n -> n + 1);
    assertThat(asked).isEmpty();
    assertThat(unread.findFirst()).contains(3);
    assertThat(asked).containsExactly("start");
  }

  @Test
  void theNextPageIsAskedForOnlyWhenTheOneBeforeIsUsedUp() {
    assertThat(stream().limit(2)).containsExactly(1, 2);
    assertThat(asked).containsExactly("start");
    asked.clear();
    assertThat(stream().anyMatch(n -> n == 3)).isTrue();
    assertThat(asked).containsExactly("start", "b", "c");
  }

  @Test
  void theEndIsAskedForOnce() {
    Iterator<Integer> rows = stream().iterator();
    rows.next();
    rows.next();
    rows.next();
    assertThat(rows.hasNext()).isFalse();
    assertThat(rows.hasNext()).isFalse();
    assertThat(asked).containsExactly("start", "b", "c", "d");
  }

  @Test
  void aFailureReachesTheReader() {
    Stream<Integer> failing = Pages.stream(cursor -> {
      if (cursor == null) {
        return new Page<>(List.of(1), "b");
      }
      throw new StoreUnavailableException("The second page is lost.");
    });
    List<Integer> seen = new ArrayList<>();
    assertThatExceptionOfType(StoreUnavailableException.class)
        .isThrownBy(() -> failing.forEach(seen::add));
    assertThat(seen).containsExactly(1);
  }
}
