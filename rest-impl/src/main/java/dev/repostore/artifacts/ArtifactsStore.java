package dev.repostore.artifacts;

import dev.repostore.Capability;
import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.ForkRepo;
import dev.repostore.ImportRepo;
import dev.repostore.ListRepos;
import dev.repostore.ListTokens;
import dev.repostore.Names;
import dev.repostore.Namespaces;
import dev.repostore.Page;
import dev.repostore.RepoContent;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.Secret;
import dev.repostore.StoreInfo;
import dev.repostore.Token;
import dev.repostore.TokenCheck;
import dev.repostore.TokenInfo;
import dev.repostore.UnsupportedCapabilityException;
import java.util.EnumSet;
import java.util.Optional;

/** One namespace of Artifacts. */
final class ArtifactsStore implements RepoStore {

  private final StoreInfo info;
  private final ArtifactsApi api;
  private final ArtifactsRepos repos;
  private final ArtifactsTokens tokens;

  ArtifactsStore(ArtifactsSettings settings, Pace pace) {
    api = new ArtifactsApi(settings, pace);
    repos = new ArtifactsRepos(api);
    tokens = new ArtifactsTokens(api, repos);
    StoreInfo all = new StoreInfo(
        ArtifactsDriver.NAME,
        settings.baseUrl().getAuthority() + ", account " + settings.account(),
        settings.namespace(),
        EnumSet.allOf(Capability.class));
    info = api.routes().v4() ? all : all.without(Capability.NAMESPACES, Capability.READ_CONTENT);
  }

  @Override
  public StoreInfo info() {
    return info;
  }

  @Override
  public CreatedRepo create(CreateRepo request) {
    return repos.create(request, tokens);
  }

  @Override
  public Optional<RepoInfo> find(String name) {
    Names.repo(name);
    return repos.find(name, api.begin());
  }

  @Override
  public Page<RepoInfo> list(ListRepos request) {
    return repos.list(request, api.begin());
  }

  @Override
  public boolean delete(String name) {
    Names.repo(name);
    return repos.delete(name, api.begin());
  }

  @Override
  public CreatedRepo fork(String source, ForkRepo request) {
    Names.repo(source);
    return repos.fork(source, request, tokens);
  }

  @Override
  public CreatedRepo importRepo(ImportRepo request) {
    return repos.importRepo(request, tokens);
  }

  @Override
  public Token createToken(String repo, CreateToken request) {
    Names.repo(repo);
    return tokens.create(repo, request, api.begin());
  }

  @Override
  public Page<TokenInfo> tokens(String repo, ListTokens request) {
    Names.repo(repo);
    return tokens.list(repo, request, api.begin());
  }

  @Override
  public TokenCheck validateToken(String repo, Secret token) {
    Names.repo(repo);
    return tokens.validate(repo, token, api.begin());
  }

  @Override
  public boolean revokeToken(String repo, String tokenId) {
    Names.repo(repo);
    return tokens.revoke(repo, tokenId, api.begin());
  }

  @Override
  public boolean revokeToken(String repo, Secret token) {
    Names.repo(repo);
    return tokens.revoke(repo, token, api.begin());
  }

  @Override
  public RepoContent content(String repo) {
    Names.repo(repo);
    need(Capability.READ_CONTENT);
    return new ArtifactsContent(api, repos, repo);
  }

  @Override
  public Namespaces namespaces() {
    need(Capability.NAMESPACES);
    return new ArtifactsNamespaces(api);
  }

  private void need(Capability capability) {
    api.checkOpen();
    if (!info.can(capability)) {
      throw new UnsupportedCapabilityException(info.driver(), capability);
    }
  }

  @Override
  public void close() {
    api.close();
  }

  /** Where it is; nothing secret. */
  @Override
  public String toString() {
    return "ArtifactsStore[" + info.location() + ", namespace " + info.namespace() + "]";
  }
}
