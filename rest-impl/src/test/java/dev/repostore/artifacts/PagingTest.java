package dev.repostore.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repostore.InvalidRequestException;
import dev.repostore.StoreUnavailableException;
import dev.repostore.artifacts.ArtifactsWire.ResultInfo;
import org.junit.jupiter.api.Test;

class PagingTest {

  private static ResultInfo page(int page, Integer perPage, Integer pages, Long rows) {
    return new ResultInfo(null, page, perPage, pages, rows);
  }

  @Test
  void aCursorGoesOnAndNoneOrAnEmptyOneIsTheEnd() {
    assertThat(Paging.next(new ResultInfo("abc", null, 50, null, null), null)).isEqualTo("abc");
    assertThat(Paging.next(new ResultInfo("", null, 50, null, null), null)).isNull();
    assertThat(Paging.next(new ResultInfo(null, null, 50, null, null), "abc")).isNull();
    assertThat(Paging.next(null, "abc")).isNull();
  }

  @Test
  void pagesGoOnWhileThereAreMore() {
    assertThat(Paging.next(page(1, 50, 2, 60L), null)).isEqualTo("page:2");
    assertThat(Paging.next(page(2, 50, 2, 60L), "page:2")).isNull();
    assertThat(Paging.next(page(1, 50, null, 60L), null)).isEqualTo("page:2");
    assertThat(Paging.next(page(1, 60, null, 60L), null)).isNull();
    assertThat(Paging.next(page(1, 50, 0, 0L), null)).isNull();
    assertThat(Paging.next(page(1, null, null, null), null)).isNull();
  }

  @Test
  void aHostThatIgnoresPagesOrCursorsIsNotAskedForEver() {
    assertThat(Paging.next(page(1, 50, 2, 60L), "page:2")).isNull();
    assertThatThrownBy(() -> Paging.next(new ResultInfo("abc", null, 50, null, null), "abc"))
        .isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void aPageIsSentAsAPageAndACursorAsACursor() {
    assertThat(Paging.page("page:12")).isEqualTo(12);
    assertThat(Paging.cursor("page:12")).isNull();
    assertThat(Paging.page("eyJ9")).isNull();
    assertThat(Paging.cursor("eyJ9")).isEqualTo("eyJ9");
    assertThat(Paging.page(null)).isNull();
    assertThatThrownBy(() -> Paging.pageOnly("eyJ9"))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.field()).contains("cursor"));
  }
}
