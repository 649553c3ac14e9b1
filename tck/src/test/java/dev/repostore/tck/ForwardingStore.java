package dev.repostore.tck;

import dev.repostore.CreateRepo;
import dev.repostore.CreateToken;
import dev.repostore.CreatedRepo;
import dev.repostore.ForkRepo;
import dev.repostore.ImportRepo;
import dev.repostore.ListRepos;
import dev.repostore.ListTokens;
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
import java.util.Optional;

/** Does as another store does: what a broken one is made from, by doing one thing otherwise. */
class ForwardingStore implements RepoStore {

  final GoodStore good;

  ForwardingStore(GoodStore good) {
    this.good = good;
  }

  @Override
  public StoreInfo info() {
    return good.info();
  }

  @Override
  public CreatedRepo create(CreateRepo request) {
    return good.create(request);
  }

  @Override
  public Optional<RepoInfo> find(String name) {
    return good.find(name);
  }

  @Override
  public Page<RepoInfo> list(ListRepos request) {
    return good.list(request);
  }

  @Override
  public boolean delete(String name) {
    return good.delete(name);
  }

  @Override
  public CreatedRepo fork(String source, ForkRepo request) {
    return good.fork(source, request);
  }

  @Override
  public CreatedRepo importRepo(ImportRepo request) {
    return good.importRepo(request);
  }

  @Override
  public Token createToken(String repo, CreateToken request) {
    return good.createToken(repo, request);
  }

  @Override
  public Page<TokenInfo> tokens(String repo, ListTokens request) {
    return good.tokens(repo, request);
  }

  @Override
  public TokenCheck validateToken(String repo, Secret token) {
    return good.validateToken(repo, token);
  }

  @Override
  public boolean revokeToken(String repo, String tokenId) {
    return good.revokeToken(repo, tokenId);
  }

  @Override
  public boolean revokeToken(String repo, Secret token) {
    return good.revokeToken(repo, token);
  }

  @Override
  public RepoContent content(String repo) {
    return good.content(repo);
  }

  @Override
  public Namespaces namespaces() {
    return good.namespaces();
  }

  @Override
  public void close() {
    good.close();
  }
}
