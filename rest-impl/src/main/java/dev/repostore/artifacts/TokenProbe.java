package dev.repostore.artifacts;

import dev.repostore.InvalidRequestException;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStoreException;
import dev.repostore.Scope;
import dev.repostore.Secret;
import dev.repostore.StoreUnavailableException;
import dev.repostore.TokenCheck;
import java.net.URI;

/** Tries a token on a repo's Git endpoint, as Git would, up to the point where work would begin. */
final class TokenProbe {

  private final ArtifactsApi api;
  private final RepoInfo repo;
  private final Secret token;
  private final Masks masks;

  TokenProbe(ArtifactsApi api, RepoInfo repo, Secret token) {
    this.api = api;
    this.repo = repo;
    this.token = token;
    masks = new Masks(token);
    if (!BaseUrl.travelsSafely(repo.remote())) {
      throw new InvalidRequestException(
          "remote",
          "The remote of '" + repo.name() + "' is " + repo.remote()
              + ", which is neither https nor on this machine: a token sent there could be read on the way.");
    }
  }

  TokenCheck check(Deadline deadline) {
    Answer fetch = ask("git-upload-pack", deadline);
    if (refused(fetch)) {
      return TokenCheck.INVALID;
    }
    Answer push = ask("git-receive-pack", deadline);
    boolean writes = !refused(push) || (repo.readOnly() && push.text().contains("read-only"));
    return TokenCheck.valid(
        writes ? Scope.WRITE : Scope.READ, TokenSuffix.expiry(token).orElse(null));
  }

  /** Whether Git would be let in; anything but a yes or a no is an exception. */
  private boolean refused(Answer answer) {
    return switch (answer.status()) {
      case 200 -> {
        if (!answer.contentType().startsWith("application/x-git-")) {
          throw unclear(answer);
        }
        yield false;
      }
      // One live server was seen to answer a read token that would push with 400.
      case 400, 401, 403, 404 -> true;
      default -> throw unclear(answer);
    };
  }

  private RepoStoreException unclear(Answer answer) {
    if (answer.ok()) {
      return new StoreUnavailableException(
          "Could not try the token: what is at " + repo.remote() + " is no Git server.",
          false,
          null,
          null);
    }
    ArtifactsErrors.Asked asked = new ArtifactsErrors.Asked("GET", repo.remote(), "try the token");
    return ArtifactsErrors.of(answer, asked, masks, api.pace().now());
  }

  private Answer ask(String service, Deadline deadline) {
    URI url = URI.create(repo.remote() + "/info/refs?service=" + service);
    return api.fetch(
        // Without version 2 a fetch would list every ref.
        ArtifactsApi.gitRequest(url, token).header("Git-Protocol", "version=2").GET(),
        Exchange.Wanted.BEGINNING,
        masks,
        deadline);
  }
}
