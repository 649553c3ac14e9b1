package dev.repostore.artifacts;

import dev.repostore.CreateRepo;
import dev.repostore.CreatedRepo;
import dev.repostore.ForkRepo;
import dev.repostore.ImportRepo;
import dev.repostore.ListRepos;
import dev.repostore.NotFoundException;
import dev.repostore.NotReadyException;
import dev.repostore.Page;
import dev.repostore.RepoInfo;
import dev.repostore.SortDirection;
import dev.repostore.artifacts.ArtifactsApi.Reply;
import dev.repostore.artifacts.ArtifactsWire.NewFork;
import dev.repostore.artifacts.ArtifactsWire.NewImport;
import dev.repostore.artifacts.ArtifactsWire.NewRepo;
import dev.repostore.artifacts.ArtifactsWire.Repo;
import dev.repostore.artifacts.ArtifactsWire.RepoAnswer;
import dev.repostore.artifacts.ArtifactsWire.ReposAnswer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The routes of repos. */
final class ArtifactsRepos {

  private final ArtifactsApi api;

  ArtifactsRepos(ArtifactsApi api) {
    this.api = api;
  }

  CreatedRepo create(CreateRepo request, ArtifactsTokens tokens) {
    NewRepo body = new NewRepo(
        request.name(), request.description(), request.defaultBranch(), request.readOnly());
    return new Making(api, this, tokens, "create the repo '" + request.name() + "'", request.name())
        .make(
            URI.create(api.routes().repos()),
            body,
            api.begin(),
            made -> made.source() == null
                && made.defaultBranch().equals(request.defaultBranch())
                && Objects.equals(made.description(), request.description()));
  }

  CreatedRepo fork(String source, ForkRepo request, ArtifactsTokens tokens) {
    NewFork body = new NewFork(
        request.name(), request.description(), request.readOnly(), request.defaultBranchOnly());
    String doing = "fork '" + source + "' as '" + request.name() + "'";
    String ending = "/" + source.toLowerCase(Locale.ROOT);
    return new Making(api, this, tokens, doing, request.name())
        .make(
            URI.create(api.routes().repo(source, "fork")),
            body,
            api.beginLong(),
            made ->
                (made.source() == null || made.source().toLowerCase(Locale.ROOT).endsWith(ending))
                    && Objects.equals(made.description(), request.description()));
  }

  CreatedRepo importRepo(ImportRepo request, ArtifactsTokens tokens) {
    NewImport body = new NewImport(
        request.url().toString(), request.branch(), request.depth(), request.readOnly());
    String doing = "import " + request.url().getHost() + " as '" + request.name() + "'";
    return new Making(api, this, tokens, doing, request.name())
        .make(
            URI.create(api.routes().repo(request.name(), "import")),
            body,
            api.beginLong(),
            made ->
                made.source() == null || made.source().contains(request.url().getHost()));
  }

  Optional<RepoInfo> find(String name, Deadline deadline) {
    return look(name, deadline).map(Reply::result);
  }

  /** The repo of that name, and what time it was when the host looked. */
  Optional<Reply<RepoInfo>> look(String name, Deadline deadline) {
    try {
      Reply<Repo> reply = api.get(
          URI.create(api.routes().repo(name)),
          RepoAnswer.class,
          "find the repo '" + name + "'",
          deadline);
      return Optional.of(reply.map(Reading::repo));
    } catch (NotFoundException none) {
      return Optional.empty();
    }
  }

  Page<RepoInfo> list(ListRepos request, Deadline deadline) {
    URI url = Routes.with(
        api.routes().repos(),
        "limit",
        request.limit(),
        "cursor",
        Paging.cursor(request.cursor()),
        "page",
        Paging.page(request.cursor()),
        "search",
        request.search(),
        "sort",
        request.sort().name().toLowerCase(Locale.ROOT),
        "direction",
        request.direction() == SortDirection.ASCENDING ? "asc" : "desc");
    Reply<List<Repo>> reply = api.get(url, ReposAnswer.class, "list the repos", deadline);
    List<RepoInfo> repos = new ArrayList<>();
    for (Repo row : reply.result()) {
      whole(Reading.need(row, "result"), deadline).ifPresent(repos::add);
    }
    return new Page<>(repos, Paging.next(reply.resultInfo(), request.cursor()));
  }

  /**
   * Some servers leave the remote out of their rows. A repo that is gone, or not ready to be asked
   * for, by the time it is asked for has no place in the list.
   */
  private Optional<RepoInfo> whole(Repo row, Deadline deadline) {
    if (row.remote() != null && row.createdAt() != null) {
      return Optional.of(Reading.repo(row));
    }
    try {
      return find(Reading.need(row.name(), "name"), deadline);
    } catch (NotReadyException notYet) {
      return Optional.empty();
    }
  }

  /**
   * Asks first, because the host answers a second delete like the first. A name that is half there
   * (taken, but not found) is deleted all the same.
   */
  boolean delete(String name, Deadline deadline) {
    boolean there;
    try {
      there = look(name, deadline).isPresent();
    } catch (NotReadyException unfinished) {
      there = true;
    }
    boolean deleted =
        api.delete(URI.create(api.routes().repo(name)), "delete the repo '" + name + "'", deadline);
    return there && deleted;
  }
}
