package dev.repostore.cli;

import dev.repostore.ListRepos;
import dev.repostore.SortDirection;
import dev.repostore.SortField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists repos. */
@Command(
    name = "list",
    description = {"List repos, newest first.", ""})
final class RepoList extends StoreCommand {

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "Only those with TEXT in their names.")
  private @Nullable String search;

  @Option(
      names = "--sort",
      paramLabel = "FIELD",
      description = "By created, updated, pushed or name. Default: created.")
  private Sort sort = Sort.CREATED;

  @Option(names = "--reverse", description = "The other way round: oldest first, names from Z.")
  private boolean reverse;

  @Mixin
  private final Paged paged = new Paged();

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
    boolean ascending = (sort == Sort.NAME) != reverse;
    ListRepos wanted = ListRepos.all()
        .withSearch(search)
        .withSort(sort.field, ascending ? SortDirection.ASCENDING : SortDirection.DESCENDING);
    return opened -> paged.print(
        output,
        paged.read(
            ListRepos.MAX_LIMIT,
            (limit, cursor) -> opened.list(wanted.withLimit(limit).withCursor(cursor))));
  }
}
