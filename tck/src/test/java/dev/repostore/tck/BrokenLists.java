package dev.repostore.tck;

import static dev.repostore.tck.BrokenStore.broken;

import dev.repostore.InvalidRequestException;
import dev.repostore.ListRepos;
import dev.repostore.Page;
import dev.repostore.RepoContent;
import dev.repostore.RepoInfo;
import dev.repostore.SortDirection;
import dev.repostore.SortField;
import java.util.ArrayList;
import java.util.List;

/** Stores that go wrong with lists. */
final class BrokenLists {

  private BrokenLists() {}

  static List<BrokenStore> all() {
    return List.of(
        broken(
            "truncates the list",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public Page<RepoInfo> list(ListRepos request) {
                return Page.last(good.list(request).items());
              }
            },
            "2.1",
            "2.6",
            "2.9"),
        broken(
            "repeats the last row",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public Page<RepoInfo> list(ListRepos request) {
                Page<RepoInfo> page = good.list(request);
                List<RepoInfo> rows = new ArrayList<>(page.items());
                if (page.cursor() == null && !rows.isEmpty() && rows.size() < request.limit()) {
                  rows.add(rows.get(rows.size() - 1));
                }
                return new Page<>(rows, page.cursor());
              }
            },
            "2.1",
            "2.4",
            "2.5",
            "2.6",
            "2.7"),
        broken(
            "sends pages that are too long",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public Page<RepoInfo> list(ListRepos request) {
                return good.list(request.withLimit(ListRepos.MAX_LIMIT));
              }
            },
            "2.2",
            "2.9"),
        broken(
            "ignores the search",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public Page<RepoInfo> list(ListRepos request) {
                return good.list(request.withSearch(null));
              }
            },
            "2.4",
            "2.5"),
        broken(
            "ignores the order",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public Page<RepoInfo> list(ListRepos request) {
                return good.list(request.withSort(SortField.NAME, SortDirection.ASCENDING));
              }
            },
            "2.6",
            "2.7"),
        broken(
            "ignores the cursor",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public Page<RepoInfo> list(ListRepos request) {
                return good.list(request.withCursor(null));
              }
            },
            "2.1",
            "2.6",
            "2.8",
            "2.9"),
        broken(
            "counts instead of remembering",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public Page<RepoInfo> list(ListRepos request) {
                int offset = request.cursor() == null ? 0 : offset(request.cursor());
                List<RepoInfo> all =
                    good.list(request.withCursor(null).withLimit(200)).items();
                int end = Math.min(all.size(), offset + request.limit());
                return new Page<>(
                    all.subList(Math.min(offset, end), end), end == all.size() ? null : "o" + end);
              }

              private int offset(String cursor) {
                if (!cursor.matches("o\\d{1,6}")) {
                  throw new InvalidRequestException("cursor", "No cursor of this list.");
                }
                return Integer.parseInt(cursor.substring(1));
              }
            },
            "2.9"),
        broken(
            "throws where nothing is",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public RepoContent content(String repo) {
                return BrokenContent.throwing(good.content(repo));
              }
            },
            "7.9",
            "7.12"));
  }
}
