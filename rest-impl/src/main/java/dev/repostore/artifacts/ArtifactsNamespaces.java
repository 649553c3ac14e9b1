package dev.repostore.artifacts;

import dev.repostore.AlreadyExistsException;
import dev.repostore.InvalidRequestException;
import dev.repostore.Names;
import dev.repostore.Namespace;
import dev.repostore.Namespaces;
import dev.repostore.NotFoundException;
import dev.repostore.NotReadyException;
import dev.repostore.Page;
import dev.repostore.RepoStoreException;
import dev.repostore.artifacts.ArtifactsApi.Reply;
import dev.repostore.artifacts.ArtifactsWire.NamespaceAnswer;
import dev.repostore.artifacts.ArtifactsWire.NamespaceRow;
import dev.repostore.artifacts.ArtifactsWire.NamespacesAnswer;
import dev.repostore.artifacts.ArtifactsWire.NewNamespace;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The routes of namespaces. */
final class ArtifactsNamespaces implements Namespaces {

  private static final int MAX_LIMIT = 200;

  private final ArtifactsApi api;

  ArtifactsNamespaces(ArtifactsApi api) {
    this.api = api;
  }

  @Override
  public Namespace create(String name, @Nullable String jurisdiction) {
    Names.namespace(name);
    Deadline deadline = api.begin();
    try {
      return Reading.namespace(api.post(
              URI.create(api.routes().namespaces()),
              new NewNamespace(name, jurisdiction),
              NamespaceAnswer.class,
              "create the namespace '" + name + "'",
              deadline.withReserve())
          .result());
    } catch (NoAnswerException lost) {
      return lost.sent() ? lookFor(name, lost, deadline) : fail(lost);
    }
  }

  private static Namespace fail(NoAnswerException lost) {
    throw lost.typed();
  }

  /** The namespace whose answer was lost, if there is one now that was not there before. */
  private Namespace lookFor(String name, NoAnswerException lost, Deadline deadline) {
    try {
      return look(name, deadline)
          .filter(found ->
              deadline.sawMade(found.result().createdAt(), found.hostClock().get()))
          .map(Reply::result)
          .orElseThrow(lost::typed);
    } catch (RepoStoreException failed) {
      throw lost.typed();
    }
  }

  @Override
  public Optional<Namespace> find(String name) {
    Names.namespace(name);
    return look(name, api.begin()).map(Reply::result);
  }

  private Optional<Reply<Namespace>> look(String name, Deadline deadline) {
    try {
      Reply<NamespaceRow> reply = api.get(
          URI.create(api.routes().namespace(name)),
          NamespaceAnswer.class,
          "find the namespace '" + name + "'",
          deadline);
      return Optional.of(reply.map(Reading::namespace));
    } catch (NotFoundException none) {
      return Optional.empty();
    }
  }

  @Override
  public Page<Namespace> list(int limit, @Nullable String cursor) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new InvalidRequestException(
          "limit", "The limit is " + limit + "; it must be 1 to " + MAX_LIMIT + ".");
    }
    Deadline deadline = api.begin();
    URI url = Routes.with(
        api.routes().namespaces(),
        "limit",
        limit,
        "cursor",
        Paging.cursor(cursor),
        "page",
        Paging.page(cursor));
    Reply<List<NamespaceRow>> reply =
        api.get(url, NamespacesAnswer.class, "list the namespaces", deadline);
    return new Page<>(
        Reading.rows(reply.result(), Reading::namespace), Paging.next(reply.resultInfo(), cursor));
  }

  @Override
  public boolean delete(String name) {
    Names.namespace(name);
    Deadline deadline = api.begin();
    try {
      return api.delete(
          URI.create(api.routes().namespace(name)),
          "delete the namespace '" + name + "'",
          deadline);
    } catch (NotReadyException | AlreadyExistsException conflict) {
      // What the host says of one that has repos is not documented; a conflict is likely.
      throw new InvalidRequestException(
          "namespace",
          "The namespace '" + name + "' is in use. Delete its repos first.",
          conflict.host().orElse(null),
          conflict);
    }
  }
}
