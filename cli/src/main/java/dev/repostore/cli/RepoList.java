package dev.repostore.cli;

import dev.repostore.ListRepos;
import dev.repostore.SortDirection;
import dev.repostore.SortField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lists repos. */
final class RepoList extends StoreCommand {

  private final Paged paged;

  RepoList() {
    super("List repos, newest first.", "");
    options
        .one("--search", "TEXT", String.class, "Only those with TEXT in their names.")
        .one(
            "--sort", "FIELD", Sort.class, "By created, updated, pushed or name. Default: created.")
        .flag("--reverse", "The other way round: oldest first, names from Z.");
    paged = new Paged(this);
  }

  /** As it is written, in as few letters as will do. */
  enum Sort {
    CREATED(SortField.CREATED_AT),
    UPDATED(SortField.UPDATED_AT),
    PUSHED(SortField.LAST_PUSH_AT),
    NAME(SortField.NAME);

    private final SortField field;

    Sort(SortField field) {
      this.field = field;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  Use prepare() {
    paged.check();
    Sort sort = given().matchedOptionValue("--sort", Sort.CREATED);
    boolean reverse = given().matchedOptionValue("--reverse", false);
    boolean ascending = (sort == Sort.NAME) != reverse;
    ListRepos wanted = ListRepos.all()
        .withSearch(given().<@Nullable String>matchedOptionValue("--search", null))
        .withSort(sort.field, ascending ? SortDirection.ASCENDING : SortDirection.DESCENDING);
    return opened -> paged.print(
        output,
        paged.read(
            ListRepos.MAX_LIMIT,
            (limit, cursor) -> opened.list(wanted.withLimit(limit).withCursor(cursor))));
  }
}
