package dev.repostore.host;

import dev.repostore.CreateRepo;
import dev.repostore.ForkRepo;
import dev.repostore.ImportRepo;
import dev.repostore.ListRepos;
import dev.repostore.Names;
import dev.repostore.SortDirection;
import dev.repostore.SortField;
import jakarta.json.stream.JsonGenerator;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Routes 5 to 10: repos. */
final class RepoRoutes {

  private static final List<String> SORTS =
      List.of("created_at", "updated_at", "last_push_at", "name");
  private static final List<String> DIRECTIONS = List.of("asc", "desc");

  private RepoRoutes() {}

  static RestReply create(RestRequest request) {
    RestBody body = request.body();
    String branch = body.text("default_branch");
    CreateRepo wanted = new CreateRepo(
        Names.repo(body.text("name")),
        body.text("description"),
        branch == null ? CreateRepo.DEFAULT_BRANCH : branch,
        body.flag("read_only", false));
    return made(request, request.host().create(request.namespace(), wanted));
  }

  static RestReply list(RestRequest request) {
    RestQuery query = request.query();
    Paging paging = Paging.of(query, 50, ListRepos.MAX_LIMIT);
    ListRepos wanted = new ListRepos(
        paging.limit(),
        paging.cursor(),
        query.text("search"),
        SortField.valueOf(query.option("sort", SORTS, "created_at").toUpperCase(Locale.ROOT)),
        query.option("direction", DIRECTIONS, "desc").equals("asc")
            ? SortDirection.ASCENDING
            : SortDirection.DESCENDING);
    Rows<RepoRow> rows = request.host().repos(request.namespace(), wanted, paging.page());
    return RestJson.list(
        rows.items(),
        (json, row) -> {
          write(json, request.remotes(), row);
          json.write("status", row.status().name().toLowerCase(Locale.ROOT));
        },
        paging.info(rows));
  }

  static RestReply get(RestRequest request) {
    RepoRow row = request.found();
    return RestJson.result(200, json -> write(json, request.remotes(), row));
  }

  static RestReply delete(RestRequest request) {
    String name = request.repo();
    Optional<String> deleted = request.host().delete(request.namespace(), name);
    if (deleted.isEmpty() && request.liveQuirks()) {
      deleted = request.host().lastDeleted(request.namespace(), name);
    }
    String id = deleted.orElseThrow(() -> HostErrors.repoNotFound(name));
    return RestJson.result(202, json -> json.write("id", id));
  }

  static RestReply fork(RestRequest request) {
    RestBody body = request.body();
    ForkRepo wanted = new ForkRepo(
        Names.repo(body.text("name")),
        body.text("description"),
        body.flag("read_only", false),
        body.flag("default_branch_only", true));
    return made(request, request.host().fork(request.namespace(), request.repo(), wanted));
  }

  static RestReply importRepo(RestRequest request) {
    RestBody body = request.body();
    String branch = body.text("branch");
    OptionalLong depth = body.number("depth");
    ImportRepo wanted = new ImportRepo(
        request.repo(),
        url(request),
        branch,
        depth.isEmpty() ? null : clamped(depth.getAsLong()),
        body.flag("read_only", false));
    return made(request, request.host().importRepo(request.namespace(), wanted));
  }

  private static URI url(RestRequest request) {
    String text = request.body().text("url");
    if (text == null) {
      throw HostErrors.invalid(
          HostErrors.INVALID_INPUT,
          "url",
          "The field 'url' is needed: the https URL of the Git remote to import.",
          LiveText.expected("string", "undefined"));
    }
    try {
      URI url = new URI(text);
      boolean https = "https".equalsIgnoreCase(url.getScheme());
      if (url.getScheme() != null && !https && !request.host().settings().privateImports()) {
        throw ImportErrors.notHttps(url.getScheme());
      }
      return url;
    } catch (URISyntaxException malformed) {
      throw HostErrors.invalid(
          HostErrors.INVALID_URL,
          "url",
          "The field 'url' is not a URL; it must be the full https URL of a Git remote, such as "
              + "https://host/path.git.",
          LiveText.URL_RULE);
    }
  }

  private static int clamped(long depth) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, depth));
  }

  private static RestReply made(RestRequest request, NewRepo made) {
    RepoRow repo = made.repo();
    return RestJson.result(201, json -> {
      json.write("id", repo.id()).write("name", repo.name());
      RestJson.write(json, "description", repo.description());
      json.write("default_branch", repo.defaultBranch())
          .write("remote", request.remotes().of(repo))
          .write("token", made.token().secret().reveal());
      if (made.objects() != null) {
        json.write("objects", made.objects());
      }
    });
  }

  private static void write(JsonGenerator json, Remotes remotes, RepoRow repo) {
    json.write("id", repo.id()).write("name", repo.name());
    RestJson.write(json, "description", repo.description());
    json.write("default_branch", repo.defaultBranch())
        .write("created_at", WireTime.of(repo.createdAt()))
        .write("updated_at", WireTime.of(repo.updatedAt()));
    RestJson.write(json, "last_push_at", time(repo.lastPushAt()));
    RestJson.write(json, "source", repo.source());
    json.write("read_only", repo.readOnly()).write("remote", remotes.of(repo));
  }

  private static @Nullable String time(@Nullable Instant moment) {
    return moment == null ? null : WireTime.of(moment);
  }
}
