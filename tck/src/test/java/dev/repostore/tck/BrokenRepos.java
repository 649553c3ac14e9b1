package dev.repostore.tck;

import static dev.repostore.tck.BrokenStore.broken;

import dev.repostore.AlreadyExistsException;
import dev.repostore.CreateRepo;
import dev.repostore.CreatedRepo;
import dev.repostore.RepoInfo;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Stores that go wrong with repos, their names, namespaces and life. */
final class BrokenRepos {

  private BrokenRepos() {}

  static List<BrokenStore> all() {
    return List.of(
        broken(
            "overwrites on create",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public CreatedRepo create(CreateRepo request) {
                good.delete(request.name());
                return good.create(request);
              }
            },
            "1.5",
            "10.4"),
        broken(
            "forgets the description",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public CreatedRepo create(CreateRepo request) {
                return good.create(request.withDescription(null));
              }
            },
            "1.2",
            "1.15"),
        broken(
            "tells cases apart",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public Optional<RepoInfo> find(String name) {
                return good.find(name).filter(repo -> repo.name().equals(name));
              }
            },
            "1.1",
            "1.4",
            "1.12"),
        broken(
            "lies about deletion",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public boolean delete(String name) {
                good.delete(name);
                return true;
              }
            },
            "1.8",
            "1.17"),
        broken(
            "keeps the name of the deleted",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              private final Set<String> gone = new HashSet<>();

              @Override
              public boolean delete(String name) {
                boolean deleted = good.delete(name);
                if (deleted) {
                  gone.add(name);
                }
                return deleted;
              }

              @Override
              public CreatedRepo create(CreateRepo request) {
                if (gone.contains(request.name())) {
                  throw new AlreadyExistsException("The name will be free in 15 minutes.");
                }
                return good.create(request);
              }
            },
            "1.10",
            "1.14",
            "5.23"),
        broken(
            "shows a credential in the remote",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public Optional<RepoInfo> find(String name) {
                return good.find(name)
                    .map(repo -> new RepoInfo(
                        repo.id(),
                        repo.name(),
                        repo.description(),
                        repo.defaultBranch(),
                        repo.createdAt(),
                        repo.updatedAt(),
                        repo.lastPushAt(),
                        repo.source(),
                        repo.readOnly(),
                        repo.status(),
                        URI.create(repo.remote().toString().replace("://", "://x:secret@"))));
              }
            },
            "1.11",
            "1.12",
            "2.3",
            "3.2",
            "4.2"),
        broken(
            "deletes a namespace with its repos",
            clock -> new GoodStore(clock) {
              @Override
              synchronized long count() {
                return 0;
              }
            },
            "8.6",
            "8.7"),
        broken(
            "looks before it checks a name",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public Optional<RepoInfo> find(String name) {
                return good.list()
                    .filter(repo -> repo.name().equalsIgnoreCase(name))
                    .findFirst();
              }
            },
            "9.1"),
        broken(
            "works after close",
            clock -> new GoodStore(clock) {
              @Override
              void requireOpen() {}
            },
            "10.3"),
        broken(
            "swallows interruption",
            clock -> new ForwardingStore(new GoodStore(clock)) {
              @Override
              public Optional<RepoInfo> find(String name) {
                Optional<RepoInfo> found = good.find(name);
                Thread.interrupted();
                return found;
              }
            },
            "10.6",
            "10.7"));
  }
}
